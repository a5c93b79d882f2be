import { expect, test } from 'vitest'
import { aLiveRig, type LiveRig } from '../../helpers/a-live-rig.ts'
import { aForeigner } from './a-foreigner.ts'
import type { WireClient } from './wire-client.ts'

const [OFFICE, ANNEX, STRANGER] = ['504F94A00001', '504F94A000AA', '504F94A000BB'] as const

async function joinOffice(rig: LiveRig, client: WireClient, office: string): Promise<void> {
  await rig.json('config', 'load', 'office')
  await rig.json('trust', 'add-member', 'office', ANNEX)
  const { keyFile } = (await rig.json('trust', 'key', 'office')) as { keyFile: string }
  await rig.json('config', 'save', 'office')
  const { trustUuid, generation, secret } = JSON.parse(keyFile)
  const member = { serial: ANNEX, name: 'Annex', miniserverType: 2, firmware: '16.0.6.10' }
  const info = { ...member, internalAddress: client.address }
  const joined = await client.ask(office, OFFICE, 'join', { trustUuid, generation, secret, member: info })
  expect(joined).toMatchObject({ ok: true })
}

test('R50, R52: a client written from the page about the wire alone reads an input and sets an output of a live Miniserver', async () => {
  await using rig = await aLiveRig()
  const office = new URL(rig.card.miniservers.office?.internal.https ?? '').host
  const [annex, stranger] = [await aForeigner(rig, ANNEX), await aForeigner(rig, STRANGER)]
  await joinOffice(rig, annex, office)

  const uuids = new Map<string, string>()
  for (const [name, direction] of Object.entries({ Roof: 'input', Gate: 'output', Vault: 'output' })) {
    const value = direction === 'input' ? 'analog' : 'digital'
    const added = await rig.json('io', 'add', 'office', name, '--direction', direction, '--value', value, '--app')
    uuids.set(name, (added as { uuid: string }).uuid)
  }
  const all = [...uuids.values()]
  expect(await annex.ask(office, OFFICE, 'search-periphery', {})).toMatchObject({ ok: true, value: { ios: [] } })
  for (const name of ['Roof', 'Gate']) await rig.json('grant', `member:${ANNEX}`, `office/function:${name}`, '--app')
  expect(await annex.ask(office, OFFICE, 'search-periphery', {})).toMatchObject({
    value: { type: 'periphery', ios: [{ name: 'Roof', direction: 'input', value: 'analog' }, { name: 'Gate' }] },
  })

  // `follow-1` and so on are the ids by which the client asks.
  const followed = await annex.ask(office, OFFICE, 'follow', { ios: all })
  expect(followed).toMatchObject({
    value: {
      type: 'followed',
      ios: [
        { name: 'Roof', at: 0 },
        { name: 'Gate', at: 0 },
      ],
    },
  })
  const follow = annex.heard.find(({ type, result }) => type === 'answer' && result === followed)?.id ?? ''
  const setting = (seq: number, name: string) => ({ follow, seq, values: [{ io: uuids.get(name), value: 1 }] })
  expect(await annex.ask(office, OFFICE, 'set-values', setting(1, 'Gate'))).toMatchObject({ ok: true })
  expect(await annex.ask(office, OFFICE, 'set-values', setting(2, 'Vault'))).toMatchObject({ code: 'FORBIDDEN' })
  expect(await rig.json('io', 'list', 'office')).toMatchObject({
    ios: [{ name: 'Roof' }, { name: 'Gate', at: 1, setBy: ANNEX }, { name: 'Vault', at: 0 }],
  })

  await rig.json('io', 'set', 'office/Roof', '-3.25')
  const told = await annex.hears(({ type }) => type === 'values')
  expect(told).toMatchObject({ follow, seq: 1, values: [{ io: uuids.get('Roof'), value: -3.25 }] })

  // Who is in no Trust with it is acknowledged, and that is all: nothing is set, and nobody else is harmed.
  await stranger.send(office, OFFICE, { id: 'x', type: 'set-values', ...setting(3, 'Gate') })
  await stranger.send(office, OFFICE, { id: 'y', type: 'follow', ios: all })
  await rig.json('revoke', `member:${ANNEX}`, 'office/function:Roof', '--app')
  const nudged = await annex.hears((message) => message.type === 'values' && message.follow === '')
  expect(nudged).toMatchObject({ values: [] })
  expect(stranger.heard).toEqual([])
})
