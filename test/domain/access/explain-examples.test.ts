import { describe, expect, test } from 'vitest'
import { compileAccess, userChanged } from '../../../sim/domain/access/access-index.ts'
import { decide } from '../../../sim/domain/access/decide.ts'
import { credentialName, explain, explainUser } from '../../../sim/domain/access/explain.ts'
import { showAllPermissions } from '../../../sim/domain/access/show-all-permissions.ts'
import { aProgram, keyOf, uuidOf } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const HOME = '504F94A00002'
const NOON = Date.UTC(2026, 0, 7, 11)
const OLIVER = uuidOf('user', 'Oliver')
const DOOR = keyOf('access:Front Door')
const controls = { 'Front Door': { kind: 'authentication-nfc-code-touch' }, Gate: { kind: 'intercom' } } as const

describe('an explanation', () => {
  test.for([
    ['granted', 'ALLOWED', ['user:Oliver allow access:Front Door']],
    ['denied', 'DENIED', ['user:Oliver deny access:Front Door']],
  ] as const)(
    'of somebody who was %s and has been deleted since tells the decision, and no paths',
    ([outcome, reason, permissions]) => {
      const credential = { kind: 'tag', id: '04 A1 B2 C3' } as const
      const users = { Oliver: { tags: [credential.id] } }
      const program = aProgram({ controls, users, permissions: [...permissions] })
      const index = compileAccess(program)
      const request = { credential, object: DOOR }
      const decision = decide(index, request, NOON, VIENNA, ALONE)
      program.users.clear()
      program.assignments.clear()
      userChanged(index, program, OLIVER)
      expect(explain(index, program, decision, request, NOON, VIENNA, ALONE)).toEqual({
        outcome,
        reason,
        credential: { kind: 'tag' },
        groups: [],
        paths: [],
      })
    },
  )

  test('of somebody who was let in and whose permission has gone since still tells the groups', () => {
    const credential = { kind: 'tag', id: '04 A1 B2 C3' } as const
    const users = { Oliver: { tags: [credential.id], groups: ['Staff'] } }
    const program = aProgram({
      controls,
      users,
      groups: { Staff: [] },
      permissions: ['group:Staff allow access:Front Door'],
    })
    const request = { credential, object: DOOR }
    const decision = decide(compileAccess(program), request, NOON, VIENNA, ALONE)
    program.assignments.clear()
    const told = explain(compileAccess(program), program, decision, request, NOON, VIENNA, ALONE)
    expect(told).toMatchObject({ outcome: 'granted', groups: ['Staff'], paths: [] })
  })

  test('names groups that are equally far away by name, whatever their uuids', () => {
    const farther = ['Zebra', 'Adults', 'Yard', 'Board', 'Residents', 'Lodgers']
    const groups = { Staff: farther, ...Object.fromEntries(farther.map((name) => [name, []])) }
    const program = aProgram({ controls, groups, users: { Oliver: { groups: ['Staff'] } } })
    const { groups: named } = explainUser(
      compileAccess(program),
      program,
      OLIVER,
      DOOR,
      'internal',
      NOON,
      VIENNA,
      ALONE,
    )
    expect(named).toEqual(['Staff', ...farther.toSorted()])
    expect(farther.map((name) => uuidOf('group', name)).toSorted()).not.toEqual(
      farther.toSorted().map((name) => uuidOf('group', name)),
    )
  })
})

describe('credentialName()', () => {
  test('does not tell a name that is the credential’s id, which is nobody’s business', () => {
    const { users } = aProgram({ users: { Oliver: { ibuttons: [{ id: '01.5E.C2', name: '01.5E.C2' }] } } })
    expect(credentialName({ kind: 'ibutton', id: '01.5E.C2' }, users.get(OLIVER))).toBeUndefined()
  })
})

describe('showAllPermissions() by user-overrides', () => {
  test('R103, AMB-13: shows of a Trust member’s Intercom its own permission and its group’s, for there are no schedules', () => {
    const program = aProgram({
      controls,
      groups: { Guests: [] },
      members: { [HOME]: ['Guests'] },
      permissions: [`member:${HOME} allow device:Gate`, 'group:Guests allow device:Gate'],
      settings: [{ name: 'schedule-combination', strategy: 'user-overrides' }],
    })
    const [gate] = showAllPermissions(compileAccess(program), program, `member:${HOME}`, NOON, VIENNA, ALONE)
    expect(gate?.paths.map(({ path }) => path)).toEqual([`TM:${HOME}`, 'UG:Guests'])
  })
})
