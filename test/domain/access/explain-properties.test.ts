import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import type { PermissionPath } from '../../../sim/domain/access/decision.ts'
import { explainUser } from '../../../sim/domain/access/explain.ts'
import { permits } from '../../../sim/domain/access/permits.ts'
import { showAllPermissions } from '../../../sim/domain/access/show-all-permissions.ts'
import type { ObjectKey } from '../../../sim/domain/program/names.ts'
import type { Program, Scope } from '../../../sim/domain/program/program.ts'
import { someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { instant, objects, principals, program, scopes } from './arbitrary-program.ts'
import { pathsByHand } from './paths-by-hand.ts'

const origins = someOrigins()
const question = [program, fc.constantFrom(...objects), fc.constantFrom(...scopes), instant] as const
const RUNS = { numRuns: 300 }

describe('explanations (§3.4.4)', () => {
  test('P8: complete and sound, every user is explained by exactly the chains that can be found by hand', () => {
    fc.assert(
      fc.property(...question, (of, what, asked, at) => {
        const index = compileAccess(of)
        const where = scopeOf(what, asked)
        for (const uuid of of.users.keys()) {
          const { paths } = explainUser(index, of, uuid, what, asked, at, VIENNA, origins)
          expect(linesOf(paths).sort()).toEqual(pathsByHand({ of, who: `user:${uuid}`, what, where, at }))
        }
      }),
      RUNS,
    )
  })

  test('P8: Show All has the objects of users, groups and members on which a bit is set, and exactly their chains', () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...principals), instant, (of, who, at) => {
        const rows = showAllPermissions(compileAccess(of), of, who, at, VIENNA, origins)
        const shown = rows
          .filter(({ object }) => objects.includes(object))
          .map(({ object, paths }) => ({ object, lines: linesOf(paths).sort() }))
        const expected = objects.map((object) => {
          const places: Scope[] = isPhysical(object) ? ['physical'] : ['internal', 'external']
          return { object, lines: places.flatMap((where) => pathsByHand({ of, who, what: object, where, at })).sort() }
        })
        expect(byObject(shown)).toEqual(byObject(expected.filter(({ lines }) => lines.length > 0)))
      }),
      RUNS,
    )
  })

  test('P8: what is allowed has an active allow and no deny, in every strategy, and only that', () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...principals), instant, (of, who, at) => {
        const index = compileAccess(of)
        const rows = showAllPermissions(index, of, who, at, VIENNA, origins)
        for (const object of objects) {
          const row = rows.find((one) => one.object === object)
          const allowed = scopes.filter((where) => {
            const paths = row?.paths.filter(({ scope }) => scope === where) ?? []
            return permissionBy(of, paths) === 'allowed'
          })
          expect(row?.allowed ?? 'none').toBe(summaryOf(allowed))
          for (const where of scopes) {
            if (isPhysical(object) !== (where === 'physical')) continue
            const paths = row?.paths.filter(({ scope }) => scope === where) ?? []
            expect(permits(index, who, object, where, at, VIENNA)).toBe(permissionBy(of, paths))
          }
        }
      }),
      RUNS,
    )
  })

  test('paths are in order, each once', () => {
    fc.assert(
      fc.property(program, fc.constantFrom(...principals), instant, (of, who, at) => {
        for (const { paths } of showAllPermissions(compileAccess(of), of, who, at, VIENNA, origins)) {
          const keys = paths.map(({ path, effect, scope, schedule }) =>
            [path, effect, scope, schedule?.name ?? ''].join('\n'),
          )
          expect(keys).toEqual([...new Set(keys)].sort())
        }
      }),
    )
  })
})

/** The verdict that the listed bits come to. */
function permissionBy(of: Program, paths: readonly PermissionPath[]): string {
  if (paths.some(({ effect }) => effect === 'deny')) return 'denied'
  const active = paths.filter(({ schedule }) => schedule?.active !== false)
  const setting = of.settings.get('schedule-combination')
  const isStrict = setting?.name === 'schedule-combination' && setting.strategy === 'intersection'
  const isAllowed = active.length > 0 && (!isStrict || active.length === paths.length)
  return isAllowed ? 'allowed' : 'not-configured'
}

function summaryOf(allowed: readonly Scope[]): string {
  return allowed.length === 2 ? 'both' : (allowed[0] ?? 'none')
}

function linesOf(paths: readonly PermissionPath[]): string[] {
  return paths.map(({ effect, scope, path, schedule }) => {
    const suffix = schedule === undefined ? '' : ` (${schedule.name} ${schedule.active ? 'on' : 'off'})`
    return `${effect} ${scope} ${path}${suffix}`
  })
}

function byObject<Row extends { readonly object: ObjectKey }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (a.object < b.object ? -1 : 1))
}

function scopeOf(object: ObjectKey, asked: Scope): Scope {
  return isPhysical(object) ? 'physical' : asked
}

function isPhysical(object: ObjectKey): boolean {
  return object.startsWith('access:') || object.startsWith('device:')
}
