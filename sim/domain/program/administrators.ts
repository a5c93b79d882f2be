import { ancestorGroups, everyone } from './ancestors.ts'
import type { ProgramView } from './change.ts'
import type { PrincipalKey } from './names.ts'
import { assignmentKey, type User } from './program.ts'

const LOXONE_CONFIG = 'right:LoxoneConfig'

/**
 * Whether a user administers this Miniserver: is in Full Access or holds the right Loxone Config, internally, and is denied it
 * nowhere (§3.4.6, AMB-10). Says nothing about the user's status.
 */
export function isAdministrator(program: ProgramView, user: User, all = everyone(program)): boolean {
  const groups = ancestorGroups(program, `user:${user.uuid}`, all)
  const holders: PrincipalKey[] = [`user:${user.uuid}`, ...Array.from(groups, (uuid) => `group:${uuid}` as const)]
  const has = (principal: PrincipalKey, effect: 'allow' | 'deny') =>
    program.assignments.has(assignmentKey({ principal, object: LOXONE_CONFIG, scope: 'internal', effect }))
  if (holders.some((holder) => has(holder, 'deny'))) return false
  const isFull = [...groups].some((uuid) => program.groups.get(uuid)?.type === 'full-access')
  return isFull || holders.some((holder) => has(holder, 'allow'))
}

/**
 * Whether somebody is left who can administer this unit for good (I6): a local user, enabled without limit of time.
 *
 * A replica does not count: it goes when its origin does.
 */
export function hasAdministrator(program: ProgramView): boolean {
  const all = everyone(program)
  for (const user of program.users.values()) {
    const isLasting = user.origin === undefined && user.status.state === 'enabled'
    if (isLasting && isAdministrator(program, user, all)) return true
  }
  return false
}
