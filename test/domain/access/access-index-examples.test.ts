import { describe, expect, test } from 'vitest'
import { assignmentChanged, compileAccess, userChanged } from '../../../sim/domain/access/access-index.ts'
import { decideUser } from '../../../sim/domain/access/decide.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { SYSTEM_RIGHTS } from '../../../sim/domain/program/names.ts'
import { assignmentKey } from '../../../sim/domain/program/program.ts'
import { aProgram, keyOf, permit, uuidOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const DOOR = keyOf('access:Front Door')
const controls = { 'Front Door': { kind: 'authentication-nfc-code-touch' }, Lamp: {} } as const

describe('an access index', () => {
  test('R82, R104: gives everybody the rights of their own groups, of whatever combination these are', () => {
    const rights = SYSTEM_RIGHTS.filter((right) => right !== 'LoxoneConfig').slice(0, 8)
    const users = Object.fromEntries(subsets(rights).map((groups) => [nameOf(groups), { groups }]))
    const groups = Object.fromEntries(rights.map((right) => [right, []]))
    const permissions = rights.map((right) => `group:${right} allow right:${right}`)
    const program = aProgram({ users, groups, permissions })
    const index = compileAccess(program)
    const had = (name: string) =>
      rights.filter(
        (right) => permits(index, keyOf(`user:${name}`), `right:${right}`, 'internal', 0, VIENNA) === 'allowed',
      )
    for (const [name, { groups }] of Object.entries(users)) expect(had(name)).toEqual(groups)

    // They go, and come back in another order, in each other's places.
    const all = [...program.users.values()]
    for (const { uuid } of all) {
      program.users.delete(uuid)
      userChanged(index, program, uuid)
    }
    for (const user of all) {
      program.users.set(user.uuid, user)
      userChanged(index, program, user.uuid)
    }
    for (const [name, { groups }] of Object.entries(users)) expect(had(name)).toEqual(groups)
  })

  test('gives nobody what a group has of which the origin has told nothing yet', () => {
    const users = { Anna: { groups: ['Staff'] } }
    const program = aProgram({ controls, groups: { Staff: [] }, users })
    const unknown = { principal: 'group:unknown', object: DOOR, scope: 'physical', effect: 'allow' } as const
    program.assignments.set(assignmentKey(unknown), unknown)
    const index = compileAccess(program)
    expect(decideUser(index, uuidOf('user', 'Anna'), DOOR, 0, VIENNA, ALONE).reason).toBe('NOT_CONFIGURED')
    expect(permits(index, keyOf('user:Anna'), DOOR, 'physical', 0, VIENNA)).toBe('not-configured')
  })

  test('takes a group in a group that is not there for one in none', () => {
    const [first = '', second = ''] = ['Staff', 'Adults'].toSorted((a, b) =>
      uuidOf('group', a) < uuidOf('group', b) ? -1 : 1,
    )
    const groups = { [first]: [], [second]: ['Nowhere'] }
    const users = { Anna: { groups: [second, 'Nowhere'] } }
    const program = aProgram({ controls, groups, users, permissions: [`group:${first} allow access:Front Door`] })
    expect(decideUser(compileAccess(program), uuidOf('user', 'Anna'), DOOR, 0, VIENNA, ALONE).reason).toBe(
      'NOT_CONFIGURED',
    )
  })

  test('asks of a control in no room and no category for itself alone', () => {
    const { sources } = compileAccess(aProgram({ controls }))
    expect(sources.get(keyOf('function:Lamp'))).toEqual([keyOf('function:Lamp')])
  })

  test('keeps no credential of one who has none', () => {
    const { candidates } = compileAccess(aProgram({ users: { Anna: { tags: ['04 01'] }, Bert: {} } }))
    expect(Object.values(candidates).map((known) => [...known.keys()])).toEqual([['04 01'], [], [], []])
  })

  test('keeps nothing of what nobody is assigned any more', () => {
    const program = aProgram({ controls, users: { Anna: {} }, permissions: ['user:Anna allow access:Front Door'] })
    const index = compileAccess(program)
    expect([...index.own.keys()]).toEqual([keyOf('user:Anna')])
    program.assignments.clear()
    assignmentChanged(index, program, { principal: keyOf('user:Anna'), object: DOOR, scope: 'physical' })
    expect([...index.own.keys()]).toEqual([])
    expect(index.users.get(uuidOf('user', 'Anna'))?.own).toBeUndefined()

    permit(program, 'user:Anna deny access:Front Door')
    assignmentChanged(index, program, { principal: keyOf('user:Anna'), object: DOOR, scope: 'physical' })
    expect(index.users.get(uuidOf('user', 'Anna'))?.own?.size).toBe(1)
  })
})

/** All but the empty one. */
function subsets(names: readonly string[]): string[][] {
  const numbers = Array.from({ length: 2 ** names.length - 1 }, (_, number) => number + 1)
  return numbers.map((number) => names.filter((_, bit) => ((number >> bit) & 1) === 1))
}

function nameOf(groups: readonly string[]): string {
  return groups.join(' and ')
}
