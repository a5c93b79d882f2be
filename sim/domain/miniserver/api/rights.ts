import { permits } from '../../access/permits.ts'
import { userInactivity } from '../../access/status.ts'
import type { ObjectKey, PrincipalKey, SystemRight } from '../../program/names.ts'
import type { Control, User } from '../../program/program.ts'
import { isOriginOnline } from '../../trust/state.ts'
import type { ApiContext, Refusal } from './context.ts'

type RightsContext = Pick<ApiContext, 'state' | 'at' | 'env'> & {
  readonly session: Pick<ApiContext['session'], 'scope'>
}

/**
 * Why a user may not use the API at all: not effectively enabled (§3.5), or without Web Interface/Apps in the scope of the
 * connection (R150), whatever rooms are allowed.
 */
export function refusalOf(context: RightsContext, user: User): Refusal | undefined {
  const { state, at } = context
  const inactivity = userInactivity(user, at.wallMs, { isOnline: (serial) => isOriginOnline(state.trust, serial) })
  if (inactivity !== undefined) return { code: 423, close: 4006, message: `user disabled: ${inactivity}` }
  if (!hasRight(context, user, 'WebInterfaceApps')) return { code: 403, message: 'no right Web Interface/Apps here' }
  return undefined
}

export function hasRight(context: RightsContext, user: Pick<User, 'uuid'>, right: SystemRight): boolean {
  return isPermitted(context, `user:${user.uuid}`, `right:${right}`)
}

/** Whether a control is in the user's structure file: a permission of its room, category or own, in the connection's scope (R153). */
export function maySee(context: RightsContext, user: User, control: Control): boolean {
  return isPermitted(context, `user:${user.uuid}`, `function:${control.uuid}`)
}

function isPermitted({ state, session, at, env }: RightsContext, of: PrincipalKey, object: ObjectKey): boolean {
  return permits(state.access, of, object, session.scope, at.wallMs, env.zone) === 'allowed'
}

/** The bits of a token's permission and the right each asks for (docs/miniserver-protocol.md §1.4); others ask for none. */
const PERMISSION_RIGHTS: readonly (readonly [bit: number, right: SystemRight])[] = [
  [0x1, 'LoxoneConfig'],
  [0x8, 'LoxoneConfig'],
  [0x10, 'Ftp'],
  [0x20, 'ChangeOwnPasswords'],
  [0x80, 'OperatingTimes'],
  [0x200, 'AutomaticDesigner'],
  [0x400, 'EditUserInterface'],
  [0x800, 'UserManagement'],
  [0x1000, 'UserManagement'],
  [0x8000, 'MiniserverUpdate'],
  [0x10000, 'MiniserverBackup'],
]

/** Rights that come with every token of a user who has them, as seen on hardware (1666). */
const IMPLIED_BITS = [0x80, 0x200, 0x400]

/** What a token that asks for `permission` may: its bits and the implied ones, or undefined when a bit lacks its right. */
export function tokenRights(context: RightsContext, user: User, permission: number): number | undefined {
  const lacking = PERMISSION_RIGHTS.some(([bit, right]) => (permission & bit) !== 0 && !hasRight(context, user, right))
  if (lacking) return undefined
  const implied = PERMISSION_RIGHTS.filter(
    ([bit, right]) => IMPLIED_BITS.includes(bit) && hasRight(context, user, right),
  )
  return implied.reduce((rights, [bit]) => rights | bit, permission)
}

/** `userRights` of the structure file (docs/miniserver-protocol.md §3). */
const USER_RIGHTS: readonly (readonly [bit: number, right: SystemRight])[] = [
  [0x1, 'WebInterfaceApps'],
  [0x4, 'LoxoneConfig'],
  [0x8, 'Ftp'],
  [0x20, 'OperatingTimes'],
  [0x40, 'AutomaticDesigner'],
  [0x80, 'EditUserInterface'],
  [0x100, 'UserManagement'],
]
const ALL_RIGHTS = 0xffff_ffff

export function userRights(context: RightsContext, user: Pick<User, 'uuid'>): number {
  return rightsOf(context, `user:${user.uuid}`)
}

/** The same of a user or a group, by itself and through its groups. */
export function rightsOf(context: RightsContext, principal: PrincipalKey): number {
  const has = (right: SystemRight): boolean => isPermitted(context, principal, `right:${right}`)
  if (has('LoxoneConfig')) return ALL_RIGHTS
  return USER_RIGHTS.filter(([, right]) => has(right)).reduce((rights, [bit]) => rights | bit, 0)
}

/** §3.4.6: whoever has the right Loxone Config, be it by Full Access. */
export function isAdministrator(context: RightsContext, user: User): boolean {
  return hasRight(context, user, 'LoxoneConfig')
}
