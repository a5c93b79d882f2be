import type { ObjectKey, PrincipalKey } from '../program/names.ts'
import { scopesOf } from '../program/permission-edits.ts'
import { type Assignment, assignmentKey, type NamedId, type Program, type Scope } from '../program/program.ts'

/** What a principal itself is assigned on an object in a scope, without its groups (R107–R109). */
export interface OwnPermission {
  readonly scope: Scope
  /** `deny` also where an allow stands beside it, because deny wins. */
  readonly effect: 'allow' | 'deny' | 'not-configured'
  /** Only with `allow` on an access object: its access schedule, by uuid and name. Absent: always. */
  readonly schedule?: NamedId
}

/** One answer per scope the object has: internal and external, or physical (P-39). */
export function ownPermissions(program: Program, principal: PrincipalKey, object: ObjectKey): OwnPermission[] {
  return scopesOf(object).map((scope) => {
    const assigned = (effect: Assignment['effect']) =>
      program.assignments.get(assignmentKey({ principal, object, scope, effect }))
    if (assigned('deny') !== undefined) return { scope, effect: 'deny' }
    const allow = assigned('allow')
    return allow === undefined
      ? { scope, effect: 'not-configured' }
      : { scope, effect: 'allow', ...during(program, allow) }
  })
}

/** A schedule that the program does not have is named by its uuid. */
function during(program: Program, { schedule: id }: Assignment): Pick<OwnPermission, 'schedule'> {
  return id === undefined ? {} : { schedule: { id, name: program.schedules.get(id)?.name ?? id } }
}
