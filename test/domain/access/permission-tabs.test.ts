import { describe, expect, test } from 'vitest'
import { type PermissionRow, permissionTabs } from '../../../sim/domain/access/permission-tabs.ts'
import { type PrincipalKey, SYSTEM_RIGHTS } from '../../../sim/domain/program/names.ts'
import { aProgram, type ControlDescription, keyOf, type ProgramDescription, uuidOf } from '../../helpers/a-program.ts'

const HOME = '504F94A00002'

const site: ProgramDescription = {
  rooms: ['Hall', 'Bedroom'],
  categories: ['Lights', 'Blinds'],
  controls: {
    Light: { room: 'Hall', category: 'Lights' },
    Blind: { kind: 'switch', category: 'Blinds' },
    'Front Door': { kind: 'authentication-nfc-code-touch' },
    Cellar: { kind: 'access-controller' },
    Gate: { kind: 'intercom' },
    'Outdoor Temperature': { kind: 'trusted-io' },
  },
  users: { Oliver: { groups: ['Adults'] } },
  groups: { Adults: [] },
  members: { [HOME]: [] },
  schedules: { 'Office Hours': {}, Afternoon: {} },
  permissions: [
    'user:Oliver allow right:Ftp internal',
    'user:Oliver deny right:Ftp external',
    'user:Oliver allow room:Hall external',
    'user:Oliver deny category:Lights',
    'user:Oliver allow function:Light internal',
    'user:Oliver allow function:Outdoor Temperature',
    'user:Oliver allow access:Front Door during Office Hours',
    'user:Oliver allow access:Cellar',
    'group:Adults allow room:Bedroom',
    'group:Adults deny device:Gate',
    `member:${HOME} allow device:Gate`,
  ],
}

function tabsOf(principal: PrincipalKey, description: ProgramDescription = site) {
  return permissionTabs(aProgram(description), keyOf(principal))
}

/** `Hall: internal not-configured, external allow`, rows without anything left out. */
function configured(rows: readonly PermissionRow[] = []): string[] {
  return rows.flatMap(({ name, permissions }) => {
    if (permissions.every(({ effect }) => effect === 'not-configured')) return []
    const said = permissions.map(({ scope, effect, schedule }) =>
      [scope, effect, ...(schedule === undefined ? [] : [`during ${schedule.name}`])].join(' '),
    )
    return [`${name}: ${said.join(', ')}`]
  })
}

function names(rows: readonly PermissionRow[] = []): string[] {
  return rows.map(({ name }) => name)
}

describe('permissionTabs()', () => {
  test.for<[PrincipalKey]>([['user:Oliver'], ['group:Adults'], [`member:${HOME}`]])(
    'R155: rights, rooms and blocks are kinds of permission that %s can be given',
    ([principal]) => {
      const { rights, rooms, functions } = tabsOf(principal)
      expect([rights.length, rooms.length, functions.blocks.length]).toEqual([10, 2, 5])
    },
  )

  test('R86, R98: the tab Rights has the ten, each allowed, denied or not configured per scope', () => {
    const tabs = tabsOf('user:Oliver')
    expect(tabs.rights.map(({ object }) => object)).toEqual(SYSTEM_RIGHTS.map((right) => `right:${right}`))
    expect(names(tabs.rights)).toEqual([...SYSTEM_RIGHTS])
    expect(configured(tabs.rights)).toEqual(['Ftp: internal allow, external deny'])
  })

  test('R99: the tab Rooms has every room, by name, and what the user itself is assigned there', () => {
    const tabs = tabsOf('user:Oliver')
    expect(names(tabs.rooms)).toEqual(['Bedroom', 'Hall'])
    expect(configured(tabs.rooms)).toEqual(['Hall: internal not-configured, external allow'])
    expect(configured(tabsOf('group:Adults').rooms)).toEqual(['Bedroom: internal allow, external allow'])
  })

  test('R100: the tab Categories has every category', () => {
    const tabs = tabsOf('user:Oliver')
    expect(names(tabs.categories)).toEqual(['Blinds', 'Lights'])
    expect(configured(tabs.categories)).toEqual(['Lights: internal deny, external deny'])
  })

  test('R101: the tab Functions has every block, and apart from them the Trusted IO', () => {
    const tabs = tabsOf('user:Oliver')
    expect(names(tabs.functions.blocks)).toEqual(['Blind', 'Cellar', 'Front Door', 'Gate', 'Light'])
    expect(configured(tabs.functions.blocks)).toEqual(['Light: internal allow, external not-configured'])
    expect(configured(tabs.functions.trustedIo)).toEqual(['Outdoor Temperature: internal allow, external allow'])
    expect(names(tabs.functions.trustedIo)).toEqual(['Outdoor Temperature'])
  })

  test('R102: the tab Access has the doors with their schedules, and the schedules to choose from', () => {
    const tabs = tabsOf('user:Oliver')
    expect(configured(tabs.access?.blocks)).toEqual([
      'Cellar: physical allow',
      'Front Door: physical allow during Office Hours',
    ])
    expect(tabs.access?.schedules).toStrictEqual([
      { uuid: uuidOf('schedule', 'Always'), name: 'Always', builtIn: 'always' },
      { uuid: uuidOf('schedule', 'Never'), name: 'Never', builtIn: 'never' },
      { uuid: uuidOf('schedule', 'Afternoon'), name: 'Afternoon' },
      { uuid: uuidOf('schedule', 'Office Hours'), name: 'Office Hours' },
    ])
  })

  test('R103: the tab Devices has the Intercoms, for groups and Trust members and for no user', () => {
    const tabs = tabsOf('user:Oliver')
    expect(tabs).not.toHaveProperty('devices')
    expect(configured(tabsOf('group:Adults').devices)).toEqual(['Gate: physical deny'])
    expect(configured(tabsOf(`member:${HOME}`).devices)).toEqual(['Gate: physical allow'])
    expect(names(tabsOf('group:Adults').devices)).toEqual(['Gate'])
  })

  test.for<[string, Record<string, ControlDescription>, boolean, boolean]>([
    ['an NFC Code Touch', { Door: { kind: 'authentication-nfc-code-touch' } }, true, true],
    ['an Access Controller', { Door: { kind: 'access-controller' } }, true, false],
    ['both', { A: { kind: 'access-controller' }, B: { kind: 'authentication-nfc-code-touch' } }, true, true],
    ['no reader', { Gate: { kind: 'intercom' }, Light: {} }, false, false],
  ])('R114, AMB-12, P-7: with %s the tab Access is there or not, by the setting', ([, controls, expected, strict]) => {
    const isThere = (settings: ProgramDescription['settings']) =>
      'access' in tabsOf('user:Oliver', { users: { Oliver: {} }, controls, ...(settings && { settings }) })
    expect(isThere(undefined)).toBe(expected)
    expect(isThere([{ name: 'access-tab', shownWith: 'any-reader' }])).toBe(expected)
    expect(isThere([{ name: 'access-tab', shownWith: 'nfc-code-touch' }])).toBe(strict)
  })

  test('a deny is shown where an allow stands beside it, and a schedule that is gone by its uuid', () => {
    const permissions = ['user:Oliver allow access:Cellar during Afternoon', 'user:Oliver deny access:Cellar']
    const program = aProgram({
      ...site,
      permissions: [...permissions, 'user:Oliver allow access:Front Door during Afternoon'],
    })
    program.schedules.clear()
    expect(configured(permissionTabs(program, keyOf('user:Oliver')).access?.blocks)).toEqual([
      'Cellar: physical deny',
      `Front Door: physical allow during ${uuidOf('schedule', 'Afternoon')}`,
    ])
  })

  test('rows of one name are in the order of what they are', () => {
    const program = aProgram({ users: { Oliver: {} }, rooms: ['Hall', 'Attic', 'Cellar'] })
    for (const room of program.rooms.values()) program.rooms.set(room.uuid, { ...room, name: 'Hall' })
    const { rooms } = permissionTabs(program, keyOf('user:Oliver'))
    const objects = rooms.map(({ object }) => object)
    expect(objects).toHaveLength(3)
    expect(objects).toEqual(objects.toSorted())
  })

  test.for<[PrincipalKey]>([['user:Nobody'], ['group:Nobody'], ['member:504F94A00009']])(
    'throws NOT_FOUND for %s, whom the unit does not have',
    ([principal]) => {
      expect(() => tabsOf(principal)).toThrow(
        expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringContaining('at this Miniserver') }),
      )
    },
  )
})
