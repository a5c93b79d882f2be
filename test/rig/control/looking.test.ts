import { describe, expect, test } from 'vitest'
import { RigError } from '../../../sim/domain/errors.ts'
import { aLab, TUESDAY_MS } from '../../helpers/a-lab.ts'

describe('explain', () => {
  test('says why a user may, and by which path', async () => {
    const { client } = await aLab()
    const answer = await client.call('explain', { user: 'ben@office', object: 'home/access:Front Door' })
    expect(answer).toMatchObject({
      about: 'object',
      scope: 'physical',
      explanation: {
        reason: 'ALLOWED',
        user: { name: 'Ben', origin: { name: 'Office' } },
        paths: [{ path: 'U:Ben@Office', schedule: { name: 'Office Hours', active: true } }],
      },
    })
  })

  test('asks about another time, on the clock of the site', async () => {
    const { client } = await aLab()
    const at = (time: string) =>
      client.call('explain', { user: 'Ben@Office', object: 'access:Front Door', site: 'home', at: time })
    expect(await at('16:59')).toMatchObject({ at: '2026-10-20T14:59:00.000Z', explanation: { reason: 'ALLOWED' } })
    expect(await at('2026-10-20T17:00')).toMatchObject({ explanation: { reason: 'OUTSIDE_SCHEDULE' } })
    // After the clocks were put back, Vienna is an hour behind where it was.
    expect(await at('2026-10-26T16:59')).toMatchObject({
      at: '2026-10-26T15:59:00.000Z',
      explanation: { reason: 'ALLOWED' },
    })
    await expect(at('noon')).rejects.toMatchObject({ code: 'USAGE' })
  })

  test('R111: without an object shows all permissions of a user or group, by name', async () => {
    const { client } = await aLab()
    const all = async (user: string) => {
      const answer = await client.call('explain', { user, site: 'home' })
      return answer.about === 'all'
        ? answer.permissions.map(({ object, allowed, paths }) => [object, allowed, ...paths.map(({ path }) => path)])
        : []
    }
    expect(await all('Anna@Office')).toEqual([
      ['home/access:Front Door', 'physical', 'U:Anna@Office'],
      ['home/access:Side Door', 'physical', 'U:Anna@Office'],
    ])
    expect(await all('group:Family')).toContainEqual(['home/right:WebInterfaceApps', 'both', 'UG:Family', 'UG:Family'])
  })

  test('asks for a site where none is named, and says where there is somebody of that name', async () => {
    const { client } = await aLab()
    const refusal = async (name: 'explain' | 'permissions', who: string) => {
      const refused = name === 'explain' ? client.call(name, { user: who }) : client.call(name, { subject: who })
      const error = await refused.catch((error: unknown) => error)
      return error instanceof RigError ? `${error.code}: ${error.message}` : error
    }
    const asked = 'USAGE: name a site, such as office, or an object with its site'
    expect(await refusal('explain', 'anna')).toBe(`${asked}; there is "Anna" at office, and "Anna@Office" at home`)
    expect(await refusal('permissions', 'Anna@Office')).toBe(`${asked}; there is "Anna@Office" at home`)
    expect(await refusal('explain', 'group:family')).toBe(`${asked}; there is "group:Family" at home`)
    expect(await refusal('explain', 'member:Home')).toBe(asked)
    expect(await refusal('permissions', 'Nobody')).toBe(asked)
  })

  test('asks for a site also while a Miniserver has no power, of which it knows nobody', async () => {
    const { client, rig } = await aLab()
    await rig.context.estate.faults?.power({ site: 'office' }, 'off')
    await expect(client.call('explain', { user: 'Anna' })).rejects.toThrow(/; there is "Anna@Office" at home$/)
  })

  test('needs the right of the one who asks', async () => {
    const { client } = await aLab()
    const caller = { user: 'Hugo', password: 'home-hugo' }
    const refused = client.call('explain', { user: 'Hugo', object: 'home/access:Front Door', caller })
    await expect(refused).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('UserManagement'),
    })
  })
})

test('the history of a reader is told newest first, on the clock of its site', async () => {
  const { client } = await aLab()
  await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' })
  await client.call('time-advance', { duration: '1h' })
  await client.call('tap', { reader: 'home/front-door', tag: 'green-card' })
  const { entries } = await client.call('history', { reader: 'Home/Front-Door' })
  expect(entries).toMatchObject([
    { reason: 'UNKNOWN_CREDENTIAL', output: -1, local: '2026-10-20T11:00:00+02:00' },
    { reason: 'ALLOWED', output: 1, user: 'Anna@Office', description: 'blue-card', local: '2026-10-20T10:00:00+02:00' },
  ])
  await expect(client.call('history', { reader: 'home/frontdoor' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('Did you mean "home/front-door"'),
  })
})

describe('status', () => {
  test('shows Miniservers with revision, Trust and open documents, and devices with what they last said', async () => {
    const { client } = await aLab()
    await client.call('config-load', { site: 'home' })
    await client.call('grant', { principal: 'Hugo', object: 'home/access:Front Door' })
    await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' })
    const { rig, lane, miniservers, devices } = await client.call('status', {})
    const { rev } = await client.call('config-load', { site: 'home', document: 'other' })

    expect([rig, lane]).toEqual(['two-sites', 'virtual'])
    expect(miniservers.map(({ site }) => site)).toEqual(['office', 'home'])
    expect(miniservers[1]).toMatchObject({
      name: 'Home',
      serial: '504F94A00002',
      local: '2026-10-20T10:00:00+02:00',
      rev,
      trusts: [{ name: 'Company', role: 'member' }],
      documents: [{ document: 'config', edits: 1 }],
    })
    expect(devices.find(({ device }) => device === 'home/front-door')).toMatchObject({
      kind: 'nfc-code-touch',
      state: 'ready',
      source: 'simulated',
      states: { o1: true },
    })
  })

  test('a Miniserver without power is shown with the reason', async () => {
    const { rig, client } = await aLab()
    rig.estate.sites.get('home')?.miniserver.powerOff()
    const { miniservers } = await client.call('status', {})
    expect(miniservers[0]).toHaveProperty('rev')
    expect(miniservers[1]).toMatchObject({
      site: 'home',
      fault: expect.stringContaining('does not answer'),
      trusts: [],
    })
  })
})

describe('time', () => {
  test('advance moves all clocks together, set one wall clock only', async () => {
    const { client } = await aLab({ trusts: false })
    const shown = async () => (await client.call('time-show', {})).clocks
    const [before] = await shown()
    await client.call('time-advance', { duration: '1.5h' })
    const advanced = await shown()
    expect(advanced.map(({ local }) => local)).toEqual(['2026-10-20T11:30:00+02:00', '2026-10-20T11:30:00+02:00'])
    expect((advanced[0]?.monotonicMs ?? 0) - (before?.monotonicMs ?? 0)).toBe(5_400_000)

    await client.call('time-set', { site: 'home', time: '2026-10-25T02:30' })
    const set = await shown()
    expect(set.map(({ local }) => local)).toEqual(['2026-10-20T11:30:00+02:00', '2026-10-25T02:30:00+02:00'])
    expect(set.map(({ monotonicMs }) => monotonicMs)).toEqual(advanced.map(({ monotonicMs }) => monotonicMs))
    await client.call('time-set', { site: 'home', time: new Date(TUESDAY_MS).toISOString() })
    expect((await shown())[1]?.local).toBe('2026-10-20T10:00:00+02:00')
  })

  test('P-129: clocks that differ by a second or more are reported, with who is ahead of whom, whatever their zones', async () => {
    const { client } = await aLab({ trusts: false })
    expect(await client.call('time-show', {})).not.toHaveProperty('skew')
    const { clocks } = await client.call('time-show', {})
    const setHome = (aheadMs: number) =>
      client.call('time-set', {
        site: 'home',
        time: new Date(Date.parse(clocks[0]?.utc ?? '') + aheadMs).toISOString(),
      })
    expect(await setHome(999)).not.toHaveProperty('skew')
    expect(await setHome(1000)).toHaveProperty('skew', {
      code: 'CLOCK_SKEW',
      ms: 1000,
      ahead: 'home',
      behind: 'office',
    })
    await setHome(-240_000)
    const advanced = await client.call('time-advance', { duration: '1h' })
    expect(advanced).toHaveProperty('skew', { code: 'CLOCK_SKEW', ms: 240_000, ahead: 'office', behind: 'home' })
  })

  test('a time in the gap of the clocks is the later one', async () => {
    const { client } = await aLab({ trusts: false })
    const { clocks } = await client.call('time-set', { site: 'home', time: '2027-03-28 02:30' })
    expect(clocks[1]?.local).toBe('2027-03-28T03:30:00+02:00')
  })

  test.for(['1 h', '-3s', '9999999d'])('%s is no duration', async (duration) => {
    const { client } = await aLab({ trusts: false })
    await expect(client.call('time-advance', { duration })).rejects.toMatchObject({ code: 'USAGE' })
  })
})

test('what a command does not know is refused without repeating what was given', async () => {
  const { client } = await aLab({ trusts: false })
  const refused = client.call('config-load', { site: 'home', pasword: 'hunter2' } as never)
  await expect(refused).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('pasword') })
  await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('hunter2') })
  await expect(client.call('taap' as never, {} as never)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('"tap"'),
  })
})
