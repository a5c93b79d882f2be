import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { type ObjectKey, type PrincipalKey, SYSTEM_RIGHTS } from '../../../sim/domain/program/names.ts'
import type { Scope } from '../../../sim/domain/program/program.ts'
import { aProgram, keyOf, type ProgramDescription } from '../../helpers/a-program.ts'
import { VIENNA } from '../../helpers/zones.ts'

const HOME = '504F94A00002'
const noon = Date.UTC(2026, 0, 1, 11)

function asking(description: ProgramDescription) {
  const index = compileAccess(aProgram(description))
  return (principal: PrincipalKey, object: ObjectKey, scope: Scope = 'internal') =>
    permits(index, keyOf(principal), keyOf(object), scope, noon, VIENNA)
}

describe('permits() system rights', () => {
  test('R97, R98: Web Interface and Change Own Passwords, and nothing else', () => {
    const ask = asking({
      users: { Oliver: {} },
      permissions: [
        'user:Oliver allow right:WebInterfaceApps',
        'user:Oliver allow right:ChangeOwnPasswords',
        'user:Oliver deny right:Ftp',
      ],
    })
    const granted = SYSTEM_RIGHTS.filter((right) => ask('user:Oliver', `right:${right}`) === 'allowed')
    expect(granted).toEqual(['ChangeOwnPasswords', 'WebInterfaceApps'])
    expect(ask('user:Oliver', 'right:Ftp')).toBe('denied')
    expect(ask('user:Oliver', 'right:LoxoneConfig')).toBe('not-configured')
  })

  test('R91, P-38: Loxone Config brings every other right, in its own scope only', () => {
    const permissions = ['group:Programmers allow right:LoxoneConfig internal', 'user:Oliver deny right:Ftp internal']
    const ask = asking({ groups: { Programmers: [] }, users: { Oliver: { groups: ['Programmers'] } }, permissions })
    const rights = SYSTEM_RIGHTS.filter((right) => right !== 'Ftp')
    expect(rights.map((right) => ask('user:Oliver', `right:${right}`))).toEqual(rights.map(() => 'allowed'))
    expect(rights.map((right) => ask('user:Oliver', `right:${right}`, 'external'))).toEqual(
      rights.map(() => 'not-configured'),
    )
    expect(ask('user:Oliver', 'right:Ftp')).toBe('denied')
  })

  test('Loxone Config brings no room, function or door, and a denied one brings nothing (AMB-10)', () => {
    const description = { users: { Oliver: {} }, rooms: ['Bedroom'], controls: { Light: {} } }
    const ask = asking({ ...description, permissions: ['user:Oliver allow right:LoxoneConfig'] })
    const objects: ObjectKey[] = ['room:Bedroom', 'function:Light', 'access:Light']
    expect(objects.map((object) => ask('user:Oliver', object))).toEqual(objects.map(() => 'not-configured'))

    const permissions = ['user:Oliver allow right:LoxoneConfig', 'user:Oliver deny right:LoxoneConfig']
    expect(asking({ ...description, permissions })('user:Oliver', 'right:Ftp')).toBe('not-configured')
  })

  test('R65, R132: Full Access allows every object in every scope, except what is denied', () => {
    const ask = asking({
      groups: { 'Full Access': { type: 'full-access' } },
      users: { admin: { groups: ['Full Access'] }, Oliver: {} },
      rooms: ['Bedroom', 'Cellar'],
      categories: ['Lights'],
      controls: { Light: { room: 'Bedroom' }, Gate: { kind: 'intercom' } },
      permissions: ['user:admin deny room:Cellar external'],
    })
    const objects = [...SYSTEM_RIGHTS.map((right): ObjectKey => `right:${right}`), ...OBJECTS]
    for (const scope of ['internal', 'external'] as const) {
      expect(objects.map((object) => ask('user:admin', object, scope))).toEqual(objects.map(() => 'allowed'))
      expect(objects.map((object) => ask('user:Oliver', object, scope))).toEqual(objects.map(() => 'not-configured'))
    }
    expect([ask('user:admin', 'room:Cellar'), ask('user:admin', 'room:Cellar', 'external')]).toEqual([
      'allowed',
      'denied',
    ])
  })
})

const OBJECTS: ObjectKey[] = ['room:Bedroom', 'category:Lights', 'function:Light', 'access:Gate', 'device:Gate']

describe('permits() rooms, categories and functions', () => {
  const description = {
    rooms: ['Bedroom', 'Garden'],
    categories: ['Lights', 'Blinds'],
    controls: {
      Light: { room: 'Bedroom', category: 'Lights' },
      Blind: { room: 'Bedroom', category: 'Blinds' },
      Pump: { room: 'Garden' },
    },
    users: { Oliver: {} },
  }

  test.for<[string, string[]]>([
    ['room:Bedroom', ['Light', 'Blind']],
    ['category:Lights', ['Light']],
    ['function:Pump', ['Pump']],
  ])('R83, R148: %s permits its functions', ([object, expected]) => {
    const ask = asking({ ...description, permissions: [`user:Oliver allow ${object}`] })
    expect(['Light', 'Blind', 'Pump'].filter((name) => ask('user:Oliver', `function:${name}`) === 'allowed')).toEqual(
      expected,
    )
  })

  test.for([['room:Bedroom'], ['category:Lights'], ['function:Light']])(
    'a deny on %s wins, whichever way the function is allowed (AMB-21, P-9)',
    ([denied]) => {
      const allowed = ['room:Bedroom', 'category:Lights', 'function:Light'].map(
        (object) => `user:Oliver allow ${object}`,
      )
      const ask = asking({ ...description, permissions: [...allowed, `user:Oliver deny ${denied}`] })
      expect(ask('user:Oliver', 'function:Light')).toBe('denied')
    },
  )

  test('AMB-22: a room alone suffices, so does a category, and both are no more', () => {
    const rights = ['room:Bedroom', 'category:Lights']
    for (const some of [rights, rights.slice(0, 1), rights.slice(1)]) {
      const ask = asking({ ...description, permissions: some.map((object) => `user:Oliver allow ${object}`) })
      expect(ask('user:Oliver', 'function:Light')).toBe('allowed')
      expect(ask('user:Oliver', 'function:Pump')).toBe('not-configured')
    }
  })

  test('R84: internal and external are two bits', () => {
    const permissions = ['user:Oliver allow room:Bedroom internal', 'user:Oliver deny room:Garden external']
    const ask = asking({ ...description, permissions })
    const both = (object: ObjectKey) => [ask('user:Oliver', object), ask('user:Oliver', object, 'external')]
    expect(both('function:Light')).toEqual(['allowed', 'not-configured'])
    expect(both('function:Pump')).toEqual(['not-configured', 'denied'])
  })

  test('doors and devices are physical: the scope asked about is of no account (P-39)', () => {
    const ask = asking({
      groups: { Staff: [] },
      users: { Oliver: { groups: ['Staff'] } },
      controls: { Gate: { kind: 'intercom' } },
      permissions: ['group:Staff allow device:Gate', 'group:Staff allow access:Gate during Never'],
    })
    const scopes = ['internal', 'external', 'physical'] as const
    expect(scopes.map((scope) => ask('user:Oliver', 'device:Gate', scope))).toEqual(['allowed', 'allowed', 'allowed'])
    expect(ask('user:Oliver', 'access:Gate')).toBe('not-configured')
  })
})

describe('permits() groups and Trust members', () => {
  test('R32: a Trust member has its own rights and those of its groups', () => {
    const ask = asking({
      groups: { Peers: [] },
      members: { [HOME]: ['Peers'], '504F94A00003': [] },
      permissions: ['group:Peers allow right:UserManagement', 'member:504F94A00003 deny right:UserManagement'],
    })
    expect(ask(`member:${HOME}`, 'right:UserManagement')).toBe('allowed')
    expect(ask('member:504F94A00003', 'right:UserManagement')).toBe('denied')
  })

  test('to a Trust member only User Management, Trusted IO and devices mean anything, each by itself', () => {
    const objects: ObjectKey[] = ['room:Hall', 'category:Lights', 'function:Light', 'access:Door']
    const rights = SYSTEM_RIGHTS.map((right): ObjectKey => `right:${right}`)
    const meant: ObjectKey[] = ['right:UserManagement', 'function:Temperature', 'device:Gate']
    const description = {
      rooms: ['Hall'],
      categories: ['Lights'],
      controls: {
        Light: { room: 'Hall' },
        Temperature: { kind: 'trusted-io', room: 'Hall' },
        Door: { kind: 'access-controller' },
        Gate: { kind: 'intercom' },
      },
      members: { [HOME]: ['Peers'] },
      groups: { Peers: [] },
    } as const
    const all = [...objects, ...rights, ...meant]
    const allowed = (permissions: string[], groups: ProgramDescription['groups'] = description.groups) => {
      const ask = asking({ ...description, permissions, ...(groups && { groups }) })
      return [...new Set(all)].filter((object) => ask(`member:${HOME}`, object) === 'allowed')
    }
    expect(allowed(all.map((object) => `member:${HOME} allow ${object}`)).sort()).toEqual([...meant].sort())
    expect(allowed([], { Peers: { type: 'full-access' } }).sort()).toEqual([...meant].sort())
    expect(allowed([`member:${HOME} allow room:Hall`, 'group:Peers allow right:LoxoneConfig'])).toEqual([])
    const ask = asking({ ...description, permissions: [`member:${HOME} deny room:Hall`] })
    expect(ask(`member:${HOME}`, 'function:Temperature')).toBe('not-configured')
  })

  test('a group is asked as itself, without what its members have', () => {
    const ask = asking({
      groups: { Employees: ['Adults'], Adults: [] },
      users: { Oliver: { groups: ['Employees'] } },
      permissions: ['group:Adults allow right:Ftp', 'user:Oliver allow right:MiniserverBackup'],
    })
    expect([ask('group:Employees', 'right:Ftp'), ask('group:Employees', 'right:MiniserverBackup')]).toEqual([
      'allowed',
      'not-configured',
    ])
  })

  test('whoever is not in the program is not configured, also where everyone is allowed', () => {
    const ask = asking({ groups: { All: { type: 'all' } }, permissions: ['group:All allow right:Ftp'] })
    expect(ask('user:Nobody', 'right:Ftp')).toBe('not-configured')
  })

  test('an object asked of many groups is answered alike', () => {
    const names = Array.from({ length: 100 }, (_, number) => `Group ${number}`)
    const chain = names.map((name, number) => [name, names.slice(number + 1, number + 2)])
    const groups = { ...Object.fromEntries(chain), Everyone: { type: 'all' } }
    const description = { groups, rooms: ['Hall'], users: { Oliver: { groups: ['Group 98'] }, Anna: {} } }
    const allows = names.map((name) => `group:${name} allow room:Hall`)
    expect(asking({ ...description, permissions: allows })('user:Oliver', 'room:Hall')).toBe('allowed')
    expect(asking({ ...description, permissions: allows })('user:Anna', 'room:Hall')).toBe('not-configured')
    const denied = [...allows, 'group:Group 99 deny room:Hall']
    expect(asking({ ...description, permissions: denied })('user:Oliver', 'room:Hall')).toBe('denied')
    const others = [...allows, 'group:Group 3 deny room:Hall']
    expect(asking({ ...description, permissions: others })('user:Oliver', 'room:Hall')).toBe('allowed')
  })
})
