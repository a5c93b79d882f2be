import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AccessIndex,
  assignmentChanged,
  compileAccess,
  modesChanged,
  userChanged,
} from '../../../sim/domain/access/access-index.ts'
import { decide, decideUser } from '../../../sim/domain/access/decide.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import type { Uuid } from '../../../sim/domain/program/names.ts'
import { assignmentKey, type Program } from '../../../sim/domain/program/program.ts'
import { aProgram, keyOf, permit, type UserDescription, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { doors, instant, objects, permission, principals, program, tags, user } from './arbitrary-program.ts'

const origins = someOrigins()
const NAMES = ['Anna', 'Bert', 'Oliver', 'Newcomer']

type Edit =
  | { readonly type: 'put'; readonly name: string; readonly user: UserDescription }
  | { readonly type: 'delete'; readonly name: string }
  | { readonly type: 'permit'; readonly sentence: string }
  | { readonly type: 'revoke'; readonly place: number }

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ type: fc.constant('put' as const), name: fc.constantFrom(...NAMES), user }),
  fc.record({ type: fc.constant('delete' as const), name: fc.constantFrom(...NAMES) }),
  fc.record({ type: fc.constant('permit' as const), sentence: permission }),
  fc.record({ type: fc.constant('revoke' as const), place: fc.nat(20) }),
)

describe('an access index kept in step', () => {
  test('answers after any edits as one compiled anew', () => {
    fc.assert(
      fc.property(program, fc.array(edit, { maxLength: 12 }), instant, (edited, edits, at) => {
        const index = compileAccess(edited)
        for (const one of edits) apply(index, edited, one)
        expect(answers(index, at)).toEqual(answers(compileAccess(edited), at))
      }),
    )
  })

  test('forgets every credential of a deleted user, and what was permitted to it does not come back with the uuid', () => {
    const edited = aProgram({
      users: { Anna: { tags: ['04 01'], codeDigest: 'd' } },
      controls: { 'Front Door': { kind: 'authentication-nfc-code-touch' } },
      permissions: ['user:Anna allow access:Front Door'],
    })
    const index = compileAccess(edited)
    const uuid = uuidOf('user', 'Anna')
    const anna = edited.users.get(uuid)
    edited.users.delete(uuid)
    edited.assignments.clear()
    userChanged(index, edited, uuid)
    expect([...index.candidates.tag.keys(), ...index.candidates.code.keys()]).toEqual([])

    if (anna !== undefined) edited.users.set(uuid, anna)
    userChanged(index, edited, uuid)
    expect(decideUser(index, uuid, keyOf('access:Front Door'), 0, VIENNA, origins).reason).toBe('NOT_CONFIGURED')
  })

  test('keeps one set of ancestors for all with the same groups, and none that nobody has', () => {
    const groups = { Adults: [], Staff: [] }
    const edited = aProgram({
      groups,
      users: { Anna: { groups: ['Adults', 'Staff'] }, Bert: { groups: ['Staff', 'Adults'] } },
    })
    const index = compileAccess(edited)
    expect(index.table.sets.size).toBe(3)
    for (const name of ['Anna', 'Bert']) {
      edited.users.delete(uuidOf('user', name))
      userChanged(index, edited, uuidOf('user', name))
    }
    expect(index.table.sets.size).toBe(2)
  })

  test('keeps everybody’s groups apart, however many combinations there are', () => {
    const names = Array.from({ length: 150 }, (_, number) => `Group ${number}`)
    const groups = Object.fromEntries(names.map((name) => [name, []]))
    const users = Object.fromEntries(names.map((name, number) => [name, { groups: [name, names[number + 1] ?? name] }]))
    const permissions = names.map((name) => `group:${name} allow right:Ftp`)
    const allowed = (some: string[]) => {
      const index = compileAccess(aProgram({ groups, users, permissions: some }))
      return names.filter(
        (name) => permits(index, keyOf(`user:${name}`), 'right:Ftp', 'internal', 0, VIENNA) === 'allowed',
      )
    }
    expect(allowed(permissions)).toEqual(names)
    expect(allowed(permissions.slice(5, 6))).toEqual(['Group 4', 'Group 5'])
  })

  test('touches nobody else when one user changes, however many there are', () => {
    const users = Object.fromEntries(
      Array.from({ length: 200 }, (_, number) => [`User ${number}`, { tags: [`04 ${number}`] }]),
    )
    const edited = aProgram({ users })
    const index = compileAccess(edited)
    const before = new Map(index.users)
    const uuid = uuidOf('user', 'User 7')
    userChanged(index, edited, uuid)
    expect(
      [...index.users].filter(([other, principal]) => before.get(other) !== principal).map(([other]) => other),
    ).toEqual([uuid])
  })

  test('sees an operating mode that was switched once it is told', () => {
    const edited = aProgram({
      users: { Anna: {} },
      controls: { 'Front Door': { kind: 'authentication-nfc-code-touch' } },
      schedules: { 'Holidays only': { modes: [0], entries: [{ mode: 0, fromMin: 0, toMin: 1440 }] } },
      permissions: ['user:Anna allow access:Front Door during Holidays only'],
    })
    const index = compileAccess(edited)
    const ask = () => permits(index, keyOf('user:Anna'), keyOf('access:Front Door'), 'physical', 0, VIENNA)
    expect(ask()).toBe('not-configured')
    edited.operatingModes.set(0, { id: 0, name: 'Public Holiday', active: true })
    modesChanged(index, edited)
    expect(ask()).toBe('allowed')
  })
})

function apply(index: AccessIndex, edited: Program, one: Edit): void {
  if (one.type === 'put') {
    const [made] = aProgram({ groups: GROUPS, users: { [one.name]: one.user } }).users.values()
    if (made !== undefined) edited.users.set(made.uuid, made)
    userChanged(index, edited, uuidOf('user', one.name))
  } else if (one.type === 'delete') {
    remove(edited, uuidOf('user', one.name))
    userChanged(index, edited, uuidOf('user', one.name))
  } else if (one.type === 'permit') {
    const before = new Set(edited.assignments.values())
    if (principals.every((key) => !key.startsWith('user:') || edited.users.has(key.slice('user:'.length)))) {
      permit(edited, one.sentence)
    }
    for (const assignment of edited.assignments.values()) {
      if (!before.has(assignment)) assignmentChanged(index, edited, assignment)
    }
  } else {
    const revoked = [...edited.assignments.values()][one.place]
    if (revoked === undefined) return
    edited.assignments.delete(assignmentKey(revoked))
    assignmentChanged(index, edited, revoked)
  }
}

const GROUPS = { Adults: [], Children: [], Employees: [], Cleaning: [], Staff: [] }

function remove(edited: Program, uuid: Uuid): void {
  edited.users.delete(uuid)
  for (const [key, { principal }] of edited.assignments)
    if (principal === `user:${uuid}`) edited.assignments.delete(key)
}

function answers(index: AccessIndex, at: number): unknown[] {
  const decisions = tags.flatMap((id) =>
    doors.map((object) => decide(index, { credential: { kind: 'tag', id }, object }, at, VIENNA, origins)),
  )
  const permissions = principals.flatMap((principal) =>
    objects.map((object) => permits(index, principal, object, 'internal', at, VIENNA)),
  )
  const known = NAMES.flatMap((name) =>
    doors.map((object) => decideUser(index, uuidOf('user', name), object, at, VIENNA, origins)),
  )
  return [...decisions, ...permissions, ...known]
}
