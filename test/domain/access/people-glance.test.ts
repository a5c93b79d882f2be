import { describe, expect, test } from 'vitest'
import { assignmentChanged, compileAccess, userChanged } from '../../../sim/domain/access/access-index.ts'
import { decideUser } from '../../../sim/domain/access/decide.ts'
import { type Glance, glanceAt } from '../../../sim/domain/access/people.ts'
import { REACH_OBJECTS_MAX } from '../../../sim/domain/access/reach.ts'
import { aProgram, keyOf, permit, type UserDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const DOORS = numbered('Door', 70)
const [FROM, UNTIL] = [1_000, 2_000]
const SITE = {
  controls: doorsOf(DOORS),
  groups: { Adults: [], Staff: ['Adults'], Cleaners: [], Owners: { type: 'full-access' as const } },
  permissions: [
    // Each door a bit, in this order; the last is of the third word.
    ...DOORS.slice(0, 69).map((door) => `group:Cleaners allow access:${door}`),
    'group:Adults allow access:Door 0',
    'group:Adults deny access:Door 33',
    'group:Staff allow access:Door 68',
  ],
}

describe('glanceAt()', () => {
  test.for<[string, UserDescription, Glance[]]>([
    ['of whom the groups decide', { groups: ['Staff'] }, ['groups', 'nothing', 'groups', 'groups', 'nothing']],
    ['of whom a group above decides', { groups: ['Adults'] }, ['groups', 'nothing', 'groups', 'nothing', 'nothing']],
    ['of whom another group decides', { groups: ['Cleaners'] }, ['groups', 'groups', 'groups', 'groups', 'nothing']],
    ['in no group', {}, ['nothing', 'nothing', 'nothing', 'nothing', 'nothing']],
    ['within the window', window(0, UNTIL), ['groups', 'nothing', 'groups', 'groups', 'nothing']],
  ])('tells of one %s what concerns the groups at a door and what does not', ([, anna, glances]) => {
    const asked = ['Door 0', 'Door 1', 'Door 33', 'Door 68', 'Door 69']
    expect(asked.map((door) => glanceOf(anna, door))).toEqual(glances)
  })

  test.for<[string, UserDescription]>([
    ['of another Miniserver', { groups: ['Staff'], origin: '504F94A00009' }],
    ['with Full Access', { groups: ['Staff', 'Owners'] }],
  ])('is never sure of one %s', ([, anna]) => {
    expect(glancesOf(anna)).toEqual(['unclear', 'unclear', 'unclear'])
  })

  const ELSEWHERE = { groups: ['Staff'], origin: '504F94A00009' }
  test.for<[Glance, string, UserDescription]>([
    ['USER_DISABLED', 'who is disabled', { groups: ['Staff'], status: { state: 'disabled' } }],
    ['USER_DISABLED', 'who is disabled, with Full Access', { groups: ['Owners'], status: { state: 'disabled' } }],
    ['DISABLED_BY_SOURCE', 'disabled at its Miniserver', { ...ELSEWHERE, status: { state: 'disabled' } }],
    ['DISABLED_HERE', 'of another Miniserver, disabled here', { ...ELSEWHERE, disabledHere: true }],
    ['NOT_YET_VALID', 'whose time has not come', window(FROM + 1, UNTIL)],
    ['EXPIRED', 'whose time is over', window(0, FROM)],
  ])('says %s at once of one %s, assigned anything itself or not', ([reason, , anna]) => {
    const everywhere = [reason, reason, reason]
    expect([glancesOf(anna), glancesOf(anna, ['user:Anna allow access:Door 0'])]).toEqual([everywhere, everywhere])
  })

  test('is not sure of one who is assigned something itself, but where that is elsewhere and no group is concerned', () => {
    const own = ['user:Anna allow access:Door 0', 'user:Anna deny access:Door 34']
    const glances = ['Door 0', 'Door 34', 'Door 33', 'Door 1', 'Door 2', 'Door 69'].map((door) =>
      glanceOf({ groups: ['Staff'] }, door, own),
    )
    expect(glances).toEqual(['unclear', 'unclear', 'unclear', 'nothing', 'nothing', 'nothing'])
  })

  test('is sure of one in no group but at the doors which that one is assigned itself', () => {
    const program = aProgram({
      ...SITE,
      users: { Anna: {} },
      permissions: [...SITE.permissions, 'user:Anna allow right:Ftp'],
    })
    const index = compileAccess(program)
    const glances = () => {
      const anna = index.users.get(uuidOf('user', 'Anna'))
      return ['Door 0', 'Door 69'].map((door) => {
        const entries = index.entries.physical.get(keyOf(`access:${door}`))
        return anna && glanceAt(index.people, anna.number, entries, FROM)
      })
    }
    expect(glances()).toEqual(['nothing', 'nothing'])
    permit(program, 'user:Anna allow access:Door 69')
    const [principal, object] = [keyOf('user:Anna'), keyOf('access:Door 69')]
    assignmentChanged(index, program, { principal, object, scope: 'physical' })
    expect(glances()).toEqual(['nothing', 'unclear'])
  })

  test('is not sure of a door which a group was assigned since', () => {
    const program = aProgram({ ...SITE, users: { Anna: { groups: ['Staff'] } } })
    const index = compileAccess(program)
    const [object, principal] = [keyOf('access:Door 1'), keyOf('group:Adults')]
    permit(program, 'group:Adults allow access:Door 1')
    assignmentChanged(index, program, { object, principal, scope: 'physical' })
    const anna = index.users.get(uuidOf('user', 'Anna'))
    expect(anna && glanceAt(index.people, anna.number, index.entries.physical.get(object), FROM)).toBe('unclear')
    expect(decideUser(index, uuidOf('user', 'Anna'), object, FROM, VIENNA, ALONE).reason).toBe('ALLOWED')
  })

  test('is not sure of more doors than have a bit', () => {
    const names = numbered('Door', REACH_OBJECTS_MAX + 1)
    const permissions = names.map((door) => `group:Cleaners allow access:${door}`)
    const program = aProgram({ ...SITE, controls: doorsOf(names), permissions, users: { Anna: {} } })
    const index = compileAccess(program)
    const anna = index.users.get(uuidOf('user', 'Anna'))
    const glances = names.slice(-2).map((door) => {
      const entries = index.entries.physical.get(keyOf(`access:${door}`))
      return anna && glanceAt(index.people, anna.number, entries, FROM)
    })
    expect(glances).toEqual(['nothing', 'unclear'])
  })
})

describe('a number', () => {
  test('that was given back is the next one’s', () => {
    const program = aProgram({ ...SITE, users: { Anna: {}, Bert: {} } })
    const index = compileAccess(program)
    const [anna, bert] = [...program.users.values()]
    const numbers = [...index.users.values()].map(({ number }) => number)
    for (const user of [anna, bert]) {
      program.users.delete(user?.uuid ?? '')
      userChanged(index, program, user?.uuid ?? '')
    }
    for (const user of [bert, anna]) {
      if (user !== undefined) program.users.set(user.uuid, user)
      userChanged(index, program, user?.uuid ?? '')
    }
    expect([...index.users.values()].map(({ number }) => number).toSorted()).toEqual(numbers)
  })
})

describe('a user who changes', () => {
  test('keeps the number, and in the same groups their row', () => {
    const program = aProgram({ ...SITE, users: { Anna: { groups: ['Staff', 'Cleaners'] } } })
    const index = compileAccess(program)
    const uuid = uuidOf('user', 'Anna')
    const changeTo = (groups: string[]) => {
      const [before, user] = [index.users.get(uuid), program.users.get(uuid)]
      if (user === undefined) throw new TypeError('nobody is there')
      program.users.set(uuid, { ...user, groups: groups.map((name) => uuidOf('group', name)) })
      userChanged(index, program, uuid)
      const after = index.users.get(uuid)
      return [after?.number === before?.number, after?.set === before?.set]
    }
    expect(changeTo(['Staff', 'Cleaners'])).toEqual([true, true])
    expect(changeTo(['Adults', 'Cleaners'])).toEqual([true, false])
    expect(index.table.free).toHaveLength(1)
    expect(index.people.free).toEqual([])
  })

  test('and leaves a group is no longer concerned by it', () => {
    const program = aProgram({ ...SITE, users: { Anna: { groups: ['Cleaners'] } } })
    const index = compileAccess(program)
    const anna = program.users.get(uuidOf('user', 'Anna'))
    if (anna === undefined) throw new TypeError('nobody is there')
    program.users.set(anna.uuid, { ...anna, groups: [uuidOf('group', 'Adults')] })
    userChanged(index, program, anna.uuid)
    const number = index.users.get(anna.uuid)?.number ?? -1
    const glances = ['Door 0', 'Door 1', 'Door 68'].map((door) =>
      glanceAt(index.people, number, index.entries.physical.get(keyOf(`access:${door}`)), FROM),
    )
    expect(glances).toEqual(['groups', 'nothing', 'nothing'])
  })
})

function glancesOf(anna: UserDescription, permissions: readonly string[] = []): (Glance | undefined)[] {
  return ['Door 0', 'Door 1', 'Door 69'].map((door) => glanceOf(anna, door, permissions))
}

function glanceOf(anna: UserDescription, door: string, permissions: readonly string[] = []): Glance | undefined {
  // Before and behind her others have rows, too.
  const users = { Ada: { groups: ['Owners'] }, Anna: anna, Zoe: { groups: ['Cleaners'] } }
  const index = compileAccess(aProgram({ ...SITE, users, permissions: [...SITE.permissions, ...permissions] }))
  const found = index.users.get(uuidOf('user', 'Anna'))
  return found && glanceAt(index.people, found.number, index.entries.physical.get(keyOf(`access:${door}`)), FROM)
}

function window(validFromMs: number, validUntilMs: number): UserDescription {
  return { groups: ['Staff'], status: { state: 'timespan', validFromMs, validUntilMs } }
}

function doorsOf(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, { kind: 'authentication-nfc-code-touch' as const }]))
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, number) => `${name} ${number}`)
}
