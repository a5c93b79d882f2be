import type { ObjectKey, PrincipalKey, SystemRight, Uuid } from '../program/names.ts'
import type { Scope } from '../program/program.ts'
import type { ZoneTable } from '../time.ts'
import type { AccessIndex } from './access-index.ts'
import { judge, type Verdict } from './judge.ts'
import type { Origins } from './origins.ts'
import type { Principal } from './principal.ts'
import type { Moment } from './schedule.ts'
import { inactivityAt } from './status.ts'

/** The three distinguishable outcomes of R107–R109. Not configured acts like denied, but is not inherited (R110). */
export type Permission = 'allowed' | 'denied' | 'not-configured'

/** The right that brings every other system right with it (R91), as far as nothing denies them (AMB-10). */
export const LOXONE_CONFIG: ObjectKey = `right:${'LoxoneConfig' satisfies SystemRight}`

const USER_MANAGEMENT: ObjectKey = `right:${'UserManagement' satisfies SystemRight}`

/**
 * What a user, group or Trust member is permitted on an object (§3.4.2): flags only, without asking whether the user is
 * enabled or may use the App.
 *
 * A function is permitted through itself, its control's room or its category; a deny on any of them wins (AMB-21). `scope` is
 * of no account for `access:` and `device:`, which are physical. A principal that the program does not have is not configured.
 *
 * @param at milliseconds since 1970 UTC, for allows with an access schedule
 */
export function permits(
  index: AccessIndex,
  principal: PrincipalKey,
  object: ObjectKey,
  scope: Scope,
  at: number,
  zone: ZoneTable,
): Permission {
  const found = index.principals.get(principal)
  if (found === undefined) return 'not-configured'
  return permissionOf(index, found, object, scope, { at, zone, modes: index.modes })
}

/**
 * Whether a user may see and operate a control over a connection of this scope: effectively enabled, allowed to use web and
 * Apps at all (R150), and permitted the function (§3.4.2, "gate").
 */
export function mayUseControl(
  index: AccessIndex,
  user: Uuid,
  control: Uuid,
  scope: 'internal' | 'external',
  at: number,
  zone: ZoneTable,
  origins: Pick<Origins, 'isOnline'>,
): boolean {
  const principal = index.users.get(user)
  if (principal === undefined || inactivityAt(principal.activity, at, origins) !== undefined) return false
  const moment = { at, zone, modes: index.modes }
  const objects: ObjectKey[] = ['right:WebInterfaceApps', `function:${control}`]
  return objects.every((object) => permissionOf(index, principal, object, scope, moment) === 'allowed')
}

/** Whether an object belongs to a place, so that internal and external mean nothing to it (P-39). */
export function isPhysical(object: ObjectKey): boolean {
  return object.startsWith('access:') || object.startsWith('device:')
}

/**
 * The objects whose assignments decide about an object, itself first. For a Trust member there are none but for User
 * Management, Trusted IO and devices, each itself: nothing else means anything to it (§3.4.2).
 */
export function sourcesOf(index: AccessIndex, { key }: Principal, object: ObjectKey): readonly ObjectKey[] {
  if (!key.startsWith('member:')) return index.sources.get(object) ?? [object]
  return object === USER_MANAGEMENT || object.startsWith('device:') || index.trustedIo.has(object) ? [object] : []
}

function permissionOf(
  index: AccessIndex,
  principal: Principal,
  object: ObjectKey,
  scope: Scope,
  moment: Moment,
): Permission {
  const asked = isPhysical(object) ? 'physical' : scope
  const verdicts = sourcesOf(index, principal, object).map((source) =>
    judge(index, principal, index.entries[asked].get(source), moment),
  )
  if (verdicts.includes('DENIED')) return 'denied'
  if (verdicts.some(isAllow)) return 'allowed'
  const implied = object.startsWith('right:') && object !== LOXONE_CONFIG
  return implied && permissionOf(index, principal, LOXONE_CONFIG, scope, moment) === 'allowed'
    ? 'allowed'
    : 'not-configured'
}

function isAllow(verdict: Verdict): boolean {
  return typeof verdict === 'object' || verdict === 'FULL_ACCESS'
}
