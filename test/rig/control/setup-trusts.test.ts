import { expect, test } from 'vitest'
import { aLab, rigOf } from '../../helpers/a-lab.ts'

test('the default lab comes up with its Trust, its users shared and their rights given', async () => {
  const { client } = await aLab()
  const at = (reader: string, tag: string) => client.call('tap', { reader, tag })
  expect(await at('home/front-door', 'blue-card')).toMatchObject({
    outcome: 'granted',
    user: { name: 'Anna', origin: { name: 'Office' } },
  })
  expect(await at('home/front-door', 'red-card')).toMatchObject({ outcome: 'granted' })
  expect(await at('home/front-door', 'green-card')).toMatchObject({ reason: 'UNKNOWN_CREDENTIAL' })
  expect(await client.call('touch', { reader: 'home/side-door', ibutton: 'blue-button' })).toMatchObject({
    outcome: 'granted',
  })
  expect((await client.call('config-list', {})).documents).toEqual([])
})

/** Everybody shares with everybody: a unit that restarts is an origin others wait for. */
test('sites that share with each other come up, in several Trusts', async () => {
  const serials = { north: '504F94A00011', south: '504F94A00012', east: '504F94A00013' }
  const names = Object.keys(serials)
  const others = (site: string) => names.filter((name) => name !== site)
  const sites = Object.entries(serials).map(
    ([site, serial]) => `  ${site}:
    miniserver: { serial: "${serial}", name: ${site}, timeZone: Europe/Vienna }
    devices: { door: { kind: nfc-code-touch } }
    program:
      users: { admin: {}, user-${site}: { tags: [card-${site}] } }
      controls: { Door: { kind: authentication-nfc-code-touch, reader: door, outputs: { 1: Strike } } }
      permissions:
${others(site)
  .map((other) => `        - { principal: "member:${other}", allow: "right:UserManagement" }`)
  .join('\n')}
${others(site)
  .map((other) => `        - { principal: user-${other}@${other}, allow: "access:Door" }`)
  .join('\n')}`,
  )
  const file = rigOf(`version: 1
rig: ring
credentials:
${names.map((site, index) => `  card-${site}: { tag: 04 A1 B2 C${index} }`).join('\n')}
sites:
${sites.join('\n')}
trusts:
  - name: First
    manager: north
    members: [south, east]
    share:
${names.map((site) => `      - { user: user-${site}, from: ${site}, to: [${others(site).join(', ')}] }`).join('\n')}
  - { name: Second, manager: south, members: [north] }
`)
  const { client, rig } = await aLab({ file })
  // A unit that is asked while it restarts is asked again after a second, for which everybody would wait.
  expect(rig.estate.world.monotonicMs).toBeLessThan(1000)
  for (const site of names) {
    for (const other of others(site)) {
      const decision = await client.call('tap', { reader: `${site}/door`, tag: `card-${other}` })
      expect([site, decision.user?.origin?.name, decision.outcome]).toEqual([site, other, 'granted'])
    }
  }
})
