import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { explainUser } from '../../../sim/domain/access/explain.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import type { ObjectKey, PrincipalKey, Uuid } from '../../../sim/domain/program/names.ts'
import { assignmentKey, type Program, type Scope, type UserGroup } from '../../../sim/domain/program/program.ts'
import { aProgram, uuidOf } from '../../helpers/a-program.ts'
import { someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { description, instant, OFFICE, objects, permission, principals, program, scopes } from './arbitrary-program.ts'
import { everyone, formula, reach } from './formula.ts'

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

describe('permission properties (§3.4.3)', () => {
  test('P1: adding a deny never turns something that is not allowed into allowed', () => {
    const deny = permission.filter((sentence) => sentence.includes(' deny '))
    fc.assert(
      fc.property(description, deny, instant, (described, sentence, at) => {
        const before = rightsOf(aProgram(described), at)
        const after = rightsOf(
          aProgram({ ...described, permissions: [...(described.permissions ?? []), sentence] }),
          at,
        )
        const allowed = new Set(before.filter(isAllowed))
        return after.filter(isAllowed).every((line) => allowed.has(line))
      }),
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
      fc.property(program, question.principal, question.object, instant, (compiled, principal, object, at) => {
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

  test('P8: an explanation lists an allow and no deny where it is allowed, and nothing else where nothing is set', () => {
    fc.assert(
      fc.property(program, question.object, question.scope, instant, (compiled, object, scope, at) => {
        const index = compileAccess(compiled)
        for (const uuid of compiled.users.keys()) {
          const permission = permits(index, `user:${uuid}`, object, scope, at, VIENNA)
          const { paths } = explainUser(index, compiled, uuid, object, scope, at, VIENNA, someOrigins())
          const allows = paths.filter(({ effect, schedule }) => effect === 'allow' && schedule?.active !== false)
          const denies = paths.filter(({ effect }) => effect === 'deny')
          const expected = denies.length > 0 ? 'denied' : allows.length > 0 ? 'allowed' : 'not-configured'
          expect(permission).toBe(expected)
        }
      }),
    )
  })

  test('P8: each path listed is a chain of memberships that ends in an assignment of that effect', () => {
    fc.assert(
      fc.property(program, question.object, question.scope, instant, (compiled, object, scope, at) => {
        const index = compileAccess(compiled)
        for (const { uuid, name, groups, origin } of compiled.users.values()) {
          const { paths } = explainUser(index, compiled, uuid, object, scope, at, VIENNA, someOrigins())
          for (const path of paths) {
            const parts = path.path.split('/')
            const chain = parts.filter((part) => part.startsWith('UG:')).map((part) => uuidOf('group', part.slice(3)))
            if (chain.length === 0) expect(parts[0]).toBe(`U:${name}${origin === undefined ? '' : `@${origin}`}`)
            let members: readonly Uuid[] = groups
            for (const group of chain) {
              expect([...members, ...everyone(compiled)]).toContain(group)
              members = compiled.groups.get(group)?.groups ?? []
            }
            const holder: PrincipalKey = chain.length === 0 ? `user:${uuid}` : `group:${chain.at(-1)}`
            expect(sets(compiled, holder, object, parts, path)).toBe(true)
          }
        }
      }),
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

function sets(
  of: Program,
  holder: PrincipalKey,
  object: ObjectKey,
  parts: string[],
  path: { effect: 'allow' | 'deny'; scope: Scope },
) {
  const sources: Record<string, ObjectKey> = {
    'R:Hall': `room:${uuidOf('room', 'Hall')}`,
    'C:Lights': `category:${uuidOf('category', 'Lights')}`,
    'right:LoxoneConfig': 'right:LoxoneConfig',
  }
  const source = sources[parts.at(-1) ?? ''] ?? object
  const { effect, scope } = path
  const assigned = of.assignments.has(assignmentKey({ principal: holder, object: source, scope, effect }))
  const group = of.groups.get(holder.slice(holder.indexOf(':') + 1))
  return assigned || (effect === 'allow' && source === object && group?.type === 'full-access')
}

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

function isAllowed(line: string): boolean {
  return line.endsWith(': allowed')
}
