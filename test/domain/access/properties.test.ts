import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import type { ObjectKey, PrincipalKey, Uuid } from '../../../sim/domain/program/names.ts'
import { assignmentKey, type Program, type Scope, type UserGroup } from '../../../sim/domain/program/program.ts'
import { SCHEDULE_COMBINATIONS } from '../../../sim/domain/program/setting.ts'
import { aProgram, uuidOf } from '../../helpers/a-program.ts'
import { VIENNA } from '../../helpers/zones.ts'
import {
  description,
  doors,
  instant,
  OFFICE,
  objects,
  permission,
  principals,
  program,
  scopes,
} from './arbitrary-program.ts'
import { formula, reach } from './formula.ts'

/** What everybody may on everything, in every scope: one answer a line. */
function rightsOf(of: Program, at: number, who: readonly PrincipalKey[] = principals): string[] {
  const index = compileAccess(of)
  return who.flatMap((principal) =>
    objects.flatMap((object) =>
      scopes.map((scope) => `${principal} ${object} ${scope}: ${permits(index, principal, object, scope, at, VIENNA)}`),
    ),
  )
}

const question = {
  principal: fc.constantFrom(...principals),
  object: fc.constantFrom(...objects),
  scope: fc.constantFrom(...scopes),
  at: instant,
}

/** To a Trust member most objects mean nothing, allowed or not. */
const localPrincipal = fc.constantFrom(...principals.filter((key) => !key.startsWith('member:')))

const users = principals.filter((key) => key.startsWith('user:'))

describe('permission properties (§3.4.3)', () => {
  test('P1: adding a deny never turns something that is not allowed into allowed', () => {
    fc.assert(
      fc.property(description, permission, fc.option(fc.nat(11)), instant, (described, stranger, near, at) => {
        const permissions = described.permissions ?? []
        const sentence = denying(permissions[near ?? -1] ?? stranger)
        const before = rightsOf(aProgram(described), at)
        const after = rightsOf(aProgram({ ...described, permissions: [...permissions, sentence] }), at)
        const allowed = new Set(before.filter(isAllowed))
        expect(after.filter((line) => isAllowed(line) && !allowed.has(line))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('P2: adding a group that is not configured changes nothing', () => {
    fc.assert(
      fc.property(program, fc.subarray([...principals]), instant, (compiled, joining, at) => {
        const before = rightsOf(compiled, at)
        const stranger: UserGroup = { uuid: uuidOf('group', 'New'), name: 'New', type: 'normal', groups: [] }
        compiled.groups.set(stranger.uuid, stranger)
        for (const principal of joining) join(compiled, principal, stranger.uuid)
        expect(rightsOf(compiled, at)).toEqual(before)
      }),
      { numRuns: 300 },
    )
  })

  test('P3: the result does not depend on the order of edges, assignments, users or groups', () => {
    fc.assert(
      fc.property(program, instant, (compiled, at) => {
        const reversed: Program = {
          ...compiled,
          users: reverse(compiled.users, (user) => ({ ...user, groups: user.groups.toReversed() })),
          groups: reverse(compiled.groups, (group) => ({ ...group, groups: group.groups.toReversed() })),
          assignments: reverse(compiled.assignments, (assignment) => assignment),
        }
        expect(rightsOf(reversed, at)).toEqual(rightsOf(compiled, at))
      }),
    )
  })

  test('P4: groups that are in each other, in cycles that end, have equal rights', () => {
    fc.assert(
      fc.property(program, question.object, question.scope, instant, (compiled, object, scope, at) => {
        const index = compileAccess(compiled)
        const ask = (group: Uuid) => permits(index, `group:${group}`, object, scope, at, VIENNA)
        for (const one of compiled.groups.keys()) {
          for (const other of reach(compiled, [one], one)) {
            if (reach(compiled, [other], other).has(one)) expect(ask(one)).toBe(ask(other))
          }
        }
      }),
    )
  })

  test('P5: internal never leaks to external', () => {
    fc.assert(
      fc.property(program, instant, (compiled, at) => {
        const externalOnly = { ...compiled, assignments: new Map(compiled.assignments) }
        for (const [key, { scope }] of compiled.assignments)
          if (scope === 'internal') externalOnly.assignments.delete(key)
        const external = (lines: string[]) => lines.filter((line) => line.includes(' external:'))
        expect(external(rightsOf(externalOnly, at))).toEqual(external(rightsOf(compiled, at)))
      }),
    )
  })

  test('P6: removing the only allow yields not configured, never denied', () => {
    fc.assert(
      fc.property(program, localPrincipal, question.object, instant, (compiled, principal, object, at) => {
        compiled.assignments.clear()
        for (const [uuid, group] of compiled.groups) compiled.groups.set(uuid, { ...group, type: 'normal' })
        const only = { principal, object, scope: scopeOf(object), effect: 'allow' } as const
        const ask = () => permits(compileAccess(compiled), principal, object, 'internal', at, VIENNA)
        compiled.assignments.set(assignmentKey(only), only)
        expect(ask()).toBe('allowed')
        compiled.assignments.clear()
        expect(ask()).toBe('not-configured')
      }),
    )
  })

  test('P7: importing a Trust principal changes nobody else’s result', () => {
    fc.assert(
      fc.property(program, fc.subarray([...GROUP_NAMES]), instant, (compiled, groups, at) => {
        const before = rightsOf(compiled, at)
        const imported = aProgram({
          users: { Imported: { origin: OFFICE, tags: ['04 01'] } },
          groups: { 'Imported Group': { origin: OFFICE } },
        })
        for (const user of imported.users.values()) {
          const local = groups.map((name) => uuidOf('group', name))
          compiled.users.set(user.uuid, { ...user, groups: [...local, uuidOf('group', 'Imported Group')] })
        }
        for (const group of imported.groups.values()) compiled.groups.set(group.uuid, group)
        expect(rightsOf(compiled, at)).toEqual(before)
      }),
    )
  })

  test('a door opens in the strategies of AMB-13 as the formula says, in each only when it does in the one before', () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...users), fc.constantFrom(...doors), instant, (of, who, door, at) => {
        const answers = SCHEDULE_COMBINATIONS.map((strategy) => {
          const settings: Program['settings'] = new Map([
            ['schedule-combination', { name: 'schedule-combination', strategy }],
          ])
          const program = { ...of, settings }
          const answer = permits(compileAccess(program), who, door, 'physical', at, VIENNA)
          expect(answer).toBe(formula(program, who, door, 'physical', at))
          return answer === 'allowed'
        })
        expect(answers).toEqual(answers.toSorted((a, b) => Number(b) - Number(a)))
      }),
      { numRuns: 1_000 },
    )
  })

  test('the result is the formula of §3.4.2, written out', () => {
    fc.assert(
      fc.property(
        program,
        question.principal,
        question.object,
        question.scope,
        instant,
        (...[of, who, what, where, at]) => {
          const expected = formula(of, who, what, scopeOf(what) === 'physical' ? 'physical' : where, at)
          expect(permits(compileAccess(of), who, what, where, at, VIENNA)).toBe(expected)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

const GROUP_NAMES = ['Adults', 'Children', 'Employees'] as const

function join(of: Program, principal: PrincipalKey, group: Uuid): void {
  const id = principal.slice(principal.indexOf(':') + 1)
  for (const map of [of.users, of.groups, of.members] as Map<string, { readonly groups: readonly Uuid[] }>[]) {
    const found = map.get(id)
    if (found !== undefined) map.set(id, { ...found, groups: [...found.groups, group] })
  }
}

function reverse<T>(map: ReadonlyMap<string, T>, change: (entry: T) => T): Map<string, T> {
  return new Map([...map].reverse().map(([key, entry]) => [key, change(entry)]))
}

function scopeOf(object: ObjectKey): Scope {
  return object.startsWith('access:') || object.startsWith('device:') ? 'physical' : 'internal'
}

/** The same, denied: without a schedule, which a deny has none of. */
function denying(sentence: string): string {
  return sentence.replace(' allow ', ' deny ').replace(/ during .*/, '')
}

function isAllowed(line: string): boolean {
  return line.endsWith(': allowed')
}
