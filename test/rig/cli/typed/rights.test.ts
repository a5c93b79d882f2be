import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('fixtures/rigs/business.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

const FRONT_DOOR = 'office/access:Front Door'
const words = (text: string): string[][] => text.split('\n').map((line) => line.trim().split(/ {2,}/))
const reasonOf = async (...asked: string[]): Promise<string | undefined> =>
  JSON.stringify(await rig.json('explain', ...asked)).match(/"reason":"(\w+)"/)?.[1]

describe('what somebody is given', () => {
  test('R82: may be given to a single user, or to a group', async () => {
    await rig.typed('grant', 'Clea', 'office/room:Board Room', '--app')
    expect(await reasonOf('Clea', 'office/room:Board Room')).toBe('ALLOWED')
    await rig.typed('grant', 'group:Cleaning', 'office/room:Archive', '--app')
    expect(await reasonOf('Clea', 'office/room:Archive')).toBe('ALLOWED')
    expect(await reasonOf('Paul', 'office/room:Archive')).toBe('NOT_CONFIGURED')
  })

  test('is refused by the names that were typed', async () => {
    const scope = await rig.run(['grant', 'Clea', FRONT_DOOR, '--scope', 'external', '--app'])
    expect(scope.told).toEqual([`INVALID: ${FRONT_DOOR} is used where it stands: leave out the scope`])
    const site = await rig.run(['grant', 'Clea', 'office', '--app'])
    expect(site.told).toEqual(['USAGE: office names no site; write for example office/access:Front Door'])
  })

  test.for([
    'right:OperatingTimes',
    'room:Archive',
    'category:Light',
    'function:Safe',
    'access:Archive Door',
    'device:Gate',
  ])('R83: is about an object of any kind, such as %s, until it is denied or revoked', async (object) => {
    const [who, what] = ['group:Cleaning', `office/${object}`]
    await rig.typed('grant', who, what, '--app')
    expect(await reasonOf(who, what)).toBe('ALLOWED')
    await rig.typed('deny', who, what, '--app')
    expect(await reasonOf(who, what)).toBe('DENIED')
    await rig.typed('revoke', who, what, '--app')
    expect(await reasonOf(who, what)).toBe('NOT_CONFIGURED')
  })

  test('R84: counts internally, externally, or both', async () => {
    const room = 'office/room:Archive'
    const scopes = async () => [
      await reasonOf('Paul', room, '--scope', 'internal'),
      await reasonOf('Paul', room, '--scope', 'external'),
    ]
    await rig.typed('grant', 'Paul', room, '--scope', 'external', '--app')
    expect(await scopes()).toEqual(['NOT_CONFIGURED', 'ALLOWED'])
    await rig.typed('grant', 'Paul', room, '--scope', 'internal', '--app')
    expect(await scopes()).toEqual(['ALLOWED', 'ALLOWED'])
    await rig.typed('revoke', 'Paul', room, '--app')
  })

  test('R156: is the same assignment from the side of the block, changed all at once or not at all', async () => {
    const change = ['permissions', FRONT_DOOR, '--app', '--schedule', 'Cleaning Hours']
    await rig.typed(...change, '--allow', 'Petra', '--allow', 'Paul', '--deny', 'Clea', '--clear', 'group:Cleaning')
    expect(words(await rig.typed('permissions', FRONT_DOOR)).slice(1)).toEqual([
      ['Clea', 'deny', 'physical'],
      ['Paul', 'allow', 'physical', 'schedule Cleaning Hours'],
      ['Petra', 'allow', 'physical', 'schedule Cleaning Hours'],
      ['group:Management', 'allow', 'physical', 'schedule Always'],
      ['group:Staff', 'allow', 'physical', 'schedule Office Hours'],
    ])
    expect(await rig.typed('permissions', 'Petra', '--site', 'office')).toContain('schedule Cleaning Hours')
    await rig.typed('revoke', 'Petra', FRONT_DOOR, '--app')
    const before = await rig.typed('permissions', FRONT_DOOR)
    expect(before).not.toContain('Petra')
    const refused = await rig.run([...change, '--allow', 'Petra', '--clear', 'Nobody'])
    expect(refused.told).toEqual([expect.stringMatching(/^NOT_FOUND: /)])
    expect(await rig.typed('permissions', FRONT_DOOR)).toBe(before)
  })

  test('R103: a device is given to no single user, from neither side', async () => {
    const fromUser = await rig.run(['grant', 'Paul', 'office/device:Gate', '--app'])
    const fromBlock = await rig.run(['permissions', 'office/device:Gate', '--allow', 'Paul', '--app'])
    expect([fromUser, fromBlock].map(({ told }) => told[0])).toEqual([
      expect.stringMatching(/^DEVICE_PERMISSION_PRINCIPAL: /),
      expect.stringMatching(/^DEVICE_PERMISSION_PRINCIPAL: /),
    ])
  })
})

describe('Manage Permissions', () => {
  test('R76, R143: shows what a principal itself is assigned, tab by tab', async () => {
    const lines = words(await rig.typed('permissions', 'group:Management', '--site', 'office'))
    expect(lines).toEqual(
      expect.arrayContaining([
        ['Rights', 'nothing'],
        ['Rooms', 'room:Board Room', 'allow', 'both'],
        ['Access', 'access:Archive Door', 'allow', 'physical', 'schedule Always'],
        ['Devices', 'device:Gate', 'allow', 'physical'],
      ]),
    )
    const tabsOf = async (who: string) =>
      ((await rig.json('permissions', who, '--site', 'office')) as { tabs: { tab: string }[] }).tabs.map(
        ({ tab }) => tab,
      )
    const tabs = ['Rights', 'Rooms', 'Categories', 'Functions', 'Trusted IO', 'Access']
    expect(await tabsOf('group:Staff')).toEqual([...tabs, 'Devices'])
    expect(await tabsOf('Paul')).toEqual(tabs)
  })

  test('R114: has no Access tab where no block of a reader is', async () => {
    const file = loadRigFile('fixtures/rigs/business.yaml')
    const program = { ...file.sites.office?.program, controls: {}, wiring: [], rules: {}, permissions: [] }
    const office = { ...file.sites.office, program } as (typeof file)['sites'][string]
    await using bare = await aTypedRig({ ...file, sites: { office } })
    expect(await bare.typed('permissions', 'Paul', '--site', 'office')).not.toContain('Access')
  })
})

describe('explain', () => {
  test('R111, R112, R157: shows for users and groups what they may, where, and by which path', async () => {
    const lines = words(await rig.typed('explain', 'group:Accounting', '--site', 'office'))
    expect(lines).toEqual(
      expect.arrayContaining([
        ['office, group:Accounting', 'allowed', 'effect', 'scope', 'path', 'when'],
        ['office/right:WebInterfaceApps', 'both', 'allow', 'both', 'UG:Accounting/UG:Staff'],
        ['office/function:Board Light', 'internal', 'allow', 'internal', 'UG:Accounting/C:Light'],
      ]),
    )
  })

  test('asks of a group about one object, and of all permissions at another time', async () => {
    expect(await rig.typed('explain', 'group:Staff', FRONT_DOOR, '--at', '18:00')).toMatch(
      /^denied .*group:Staff\n.*OUTSIDE_SCHEDULE/,
    )
    expect(await rig.typed('explain', 'group:Staff', FRONT_DOOR, '--at', '16:59')).toMatch(/^granted /)
    const light = ['group:Accounting', 'office/category:Light', '--scope']
    expect(await reasonOf(...light, 'internal')).toBe('ALLOWED')
    expect(await reasonOf(...light, 'external')).toBe('NOT_CONFIGURED')
    const door = async (at: string) =>
      words(await rig.typed('explain', 'group:Staff', '--site', 'office', '--at', at)).find(
        ([name]) => name === FRONT_DOOR,
      )
    expect(await door('16:59')).toContain('yes')
    expect(await door('18:00')).toContain('schedule Office Hours, not now')
  })

  test('R110: tells a deny from what is not configured', async () => {
    expect(await reasonOf('group:Cleaning', 'office/access:Archive Door')).toBe('NOT_CONFIGURED')
    expect(await reasonOf('Clea', 'office/access:Archive Door')).toBe('DENIED')
  })
})

test('R135, DIFF-2: who lacks the right User Management changes nothing in the running program', async () => {
  const env = { LOXRIG_PASSWORD: 'Paul-Secret-1' }
  const asPaul = (...line: string[]) => rig.run([...line, '--app', '--user', 'Paul'], [], env)
  expect((await asPaul('group', 'add', 'office', 'Mine')).told[0]).toMatch(
    /^FORBIDDEN: .*Paul.* lacks the right UserManagement/,
  )
  await rig.typed('grant', 'Paul', 'office/right:UserManagement', '--app')
  expect((await asPaul('group', 'add', 'office', 'Mine')).code).toBe(0)
})
