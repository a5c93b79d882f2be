import type { Serial } from '../program/names.ts'
import type { User, UserStatus } from '../program/program.ts'
import type { Reason } from './decision.ts'
import type { Origins } from './origins.ts'

/** Why a user is not effectively enabled, whatever is permitted (§3.5, §3.3.6). */
export type Inactivity = Extract<
  Reason,
  'USER_DISABLED' | 'DISABLED_BY_SOURCE' | 'DISABLED_HERE' | 'ORIGIN_OFFLINE' | 'NOT_YET_VALID' | 'EXPIRED'
>

/** A user's status made ready for asking: what no clock changes, whose silence counts, and the window, half-open. */
export interface Activity {
  readonly disabled: Inactivity | undefined
  readonly origin: Serial | undefined
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * Why a status alone makes its user inactive at an instant of the local wall clock, or `undefined` when it does not (§3.5).
 *
 * Active from `validFromMs` on, no longer at `validUntilMs`. A window whose bound is missing is never open.
 */
export function inactivity(status: UserStatus, at: number): Inactivity | undefined {
  return inactivityAt(activityOf({ status }), at, ALWAYS_ONLINE)
}

/** The same for a user as this unit knows it; a replica also needs its origin's consent, this unit's, and an origin that is heard. */
export function userInactivity(user: User, at: number, origins: Pick<Origins, 'isOnline'>): Inactivity | undefined {
  return inactivityAt(activityOf(user), at, origins)
}

export function activityOf(user: Pick<User, 'status' | 'origin' | 'disabledHere'>): Activity {
  const { status, origin } = user
  if (status.state === 'enabled' && user.disabledHere !== true) return activeOf(origin)
  return {
    disabled: disabledBy(user),
    origin,
    fromMs: BEGINNING.has(status.state) ? (status.validFromMs ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY,
    untilMs: ENDING.has(status.state) ? (status.validUntilMs ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY,
  }
}

/** The most basic reason first: switched off, then not heard of, then the window. */
export function inactivityAt(
  activity: Activity,
  at: number,
  origins: Pick<Origins, 'isOnline'>,
): Inactivity | undefined {
  if (activity.disabled !== undefined) return activity.disabled
  if (activity.origin !== undefined && !origins.isOnline(activity.origin)) return 'ORIGIN_OFFLINE'
  if (!(at >= activity.fromMs)) return 'NOT_YET_VALID'
  if (!(at < activity.untilMs)) return 'EXPIRED'
  return undefined
}

/** States that look at the beginning of the window, and at its end. */
const BEGINNING: ReadonlySet<UserStatus['state']> = new Set(['enabled-from', 'timespan'] as const)
const ENDING: ReadonlySet<UserStatus['state']> = new Set(['enabled-until', 'timespan'] as const)

/** What most users share: one for each origin. */
function activeOf(origin: Serial | undefined): Activity {
  const present = ACTIVE.get(origin)
  if (present !== undefined) return present
  const [fromMs, untilMs] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const active: Activity = { disabled: undefined, origin, fromMs, untilMs }
  ACTIVE.set(origin, active)
  return active
}

const ACTIVE = new Map<Serial | undefined, Activity>()

const ALWAYS_ONLINE = { isOnline: () => true }

function disabledBy({ status, origin, disabledHere }: Pick<User, 'status' | 'origin' | 'disabledHere'>) {
  if (status.state === 'disabled') return origin === undefined ? 'USER_DISABLED' : 'DISABLED_BY_SOURCE'
  return disabledHere === true ? 'DISABLED_HERE' : undefined
}
