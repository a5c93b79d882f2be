import { ancestorGroups, everyone } from './ancestors.ts'
import type { ProgramView } from './change.ts'
import type { PrincipalKey, Uuid } from './names.ts'
import { assignmentKey, type User } from './program.ts'

export const LOXONE_CONFIG = 'right:LoxoneConfig'

const SCOPES = ['internal', 'external'] as const
type Scope = (typeof SCOPES)[number]

/**
 * Whether a user administers this Miniserver: is in Full Access or holds the right Loxone Config, internally, and is denied it
 * nowhere (§3.4.6, AMB-10). Says nothing about the user's status.
 */
export function isAdministrator(program: ProgramView, user: User, all = everyone(program)): boolean {
  return administers(program, user, 'internal', all)
}

/** The same for either scope: whom only administrators may edit. */
export function isAdministratorAnywhere(program: ProgramView, user: User, all = everyone(program)): boolean {
  return SCOPES.some((scope) => administers(program, user, scope, all))
}

/** Whether a group makes administrators: is Full Access, or holds or inherits Loxone Config in either scope. */
export function isAdministratorGroup(program: ProgramView, uuid: Uuid): boolean {
  const groups = [uuid, ...ancestorGroups(program, `group:${uuid}`)]
  return groups.some(
    (group) =>
      program.groups.get(group)?.type === 'full-access' ||
      SCOPES.some((scope) => isGiven(program, `group:${group}`, scope, 'allow')),
  )
}

/** Who is an administrator and in which scope, as `<uuid> internal`; of everybody, or of `only` that user. */
export function administrators(program: ProgramView, only?: Uuid): ReadonlySet<string> {
  const all = everyone(program)
  const one = only === undefined ? undefined : program.users.get(only)
  const asked = only === undefined ? [...program.users.values()] : one === undefined ? [] : [one]
  return new Set(
    SCOPES.flatMap((scope) =>
      asked.filter((user) => administers(program, user, scope, all)).map(({ uuid }) => `${uuid} ${scope}`),
    ),
  )
}

/**
 * Whether somebody is left who can administer this unit for good (I6): a local user with a password, enabled without
 * limit of time.
 *
 * A replica does not count: it goes when its origin does.
 */
export function hasAdministrator(program: ProgramView): boolean {
  const all = everyone(program)
  for (const user of program.users.values()) if (isLastingAdministrator(program, user, all)) return true
  return false
}

/** Whether a user is one of those. */
export function isLastingAdministrator(program: ProgramView, user: User, all = everyone(program)): boolean {
  const isLasting = user.origin === undefined && user.status.state === 'enabled'
  return isLasting && user.password !== undefined && isAdministrator(program, user, all)
}

function administers(program: ProgramView, user: User, scope: Scope, all: Uuid | undefined): boolean {
  const groups = ancestorGroups(program, `user:${user.uuid}`, all)
  const holders: PrincipalKey[] = [`user:${user.uuid}`, ...Array.from(groups, (uuid) => `group:${uuid}` as const)]
  if (holders.some((holder) => isGiven(program, holder, scope, 'deny'))) return false
  const isFull = [...groups].some((uuid) => program.groups.get(uuid)?.type === 'full-access')
  return isFull || holders.some((holder) => isGiven(program, holder, scope, 'allow'))
}

function isGiven(program: ProgramView, principal: PrincipalKey, scope: Scope, effect: 'allow' | 'deny'): boolean {
  return program.assignments.has(assignmentKey({ principal, object: LOXONE_CONFIG, scope, effect }))
}
