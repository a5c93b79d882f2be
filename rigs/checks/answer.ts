import { contributions, sortPaths, viewOf } from '../../sim/domain/access/contributions.ts'
import { decideUser } from '../../sim/domain/access/decide.ts'
import type { PermissionPath, Reason } from '../../sim/domain/access/decision.ts'
import { permits } from '../../sim/domain/access/permits.ts'
import { userInactivity } from '../../sim/domain/access/status.ts'
import { splitPrincipal } from '../../sim/domain/program/ancestors.ts'
import type { ObjectKey, PrincipalKey } from '../../sim/domain/program/names.ts'
import type { Scope } from '../../sim/domain/program/program.ts'
import type { CheckedSite } from './site.ts'

/** Whether one principal may use one object, in a scope; doors and Intercoms are `physical`. */
export interface Question {
  readonly site: CheckedSite
  readonly principal: PrincipalKey
  readonly object: ObjectKey
  readonly scope: Scope
}

/** The answer at an instant of the site's wall clock: that of `explain`, without its way. */
export function reasonAt(question: Question, at: number): Reason {
  const { site, principal, object, scope } = question
  const { index, zone, origins, program } = site
  const [kind, id] = splitPrincipal(principal)
  if (kind === 'user' && object.startsWith('access:')) return decideUser(index, id, object, at, zone, origins).reason
  const user = kind === 'user' ? program.users.get(id) : undefined
  const inactivity = user && userInactivity(user, at, origins)
  if (inactivity !== undefined) return inactivity
  const permission = permits(index, principal, object, scope, at, zone)
  if (permission !== 'not-configured') return permission === 'allowed' ? 'ALLOWED' : 'DENIED'
  return pathsAt(question, at).length > 0 ? 'OUTSIDE_SCHEDULE' : 'NOT_CONFIGURED'
}

/** Every permission that counts for it then, or would at other times (§3.4.4). */
export function pathsAt({ site, principal, object, scope }: Question, at: number): PermissionPath[] {
  const { index, program, origins, zone } = site
  const found = index.principals.get(principal)
  if (found === undefined) return []
  const view = viewOf(index, found, { program, origins }, { at, zone, modes: index.modes })
  return sortPaths(contributions(view, object, scope))
}
