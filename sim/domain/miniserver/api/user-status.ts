import { RigError } from '../../errors.ts'
import type { User, UserStatus } from '../../program/program.ts'
import { LOXONE_EPOCH_MS } from '../../time.ts'
import type { ApiUserFields } from './user-management-command.ts'

/** A user's status as the API shows it (§3.5): instants in seconds since 2009 UTC, only where the state has them. */
export interface ApiStatus {
  readonly userState: number
  readonly validFrom?: number
  readonly validUntil?: number
  readonly expirationAction?: 0 | 1
}

/** A replica that is switched off here shows as disabled, whatever its origin says. */
export function apiStatus({ status, disabledHere }: Pick<User, 'status' | 'disabledHere'>): ApiStatus {
  if (disabledHere === true) return { userState: STATES.indexOf('disabled') }
  const { state, validFromMs, validUntilMs, onExpiry } = status
  return {
    userState: STATES.indexOf(state),
    ...(HAS_FROM.has(state) && validFromMs !== undefined && { validFrom: toSeconds(validFromMs) }),
    ...(HAS_UNTIL.has(state) && validUntilMs !== undefined && { validUntil: toSeconds(validUntilMs) }),
    ...(HAS_UNTIL.has(state) && { expirationAction: onExpiry === 'delete' ? 1 : 0 }),
  }
}

/**
 * The status that fields ask for; what they leave out stays. Throws INVALID where a window ends before it begins, or a bound that
 * the state needs is missing.
 */
export function statusOf(fields: ApiUserFields, before: ApiStatus): UserStatus {
  const { userState, validFrom, validUntil, expirationAction } = { ...before, ...stated(fields) }
  const state = STATES[userState]
  if (state === undefined) throw new RigError('INVALID', `There is no user state ${userState}.`)
  return {
    state,
    ...(HAS_FROM.has(state) && { validFromMs: toMs(bound(validFrom, 'validFrom')) }),
    ...(HAS_UNTIL.has(state) && { validUntilMs: toMs(bound(validUntil, 'validUntil')) }),
    ...(HAS_UNTIL.has(state) && expirationAction === 1 && { onExpiry: 'delete' }),
  }
}

/** Seconds since 2009 UTC, as the API counts. */
export function toSeconds(ms: number): number {
  return Math.floor((ms - LOXONE_EPOCH_MS) / 1000)
}

/** By `userState`. */
const STATES = [
  'enabled',
  'disabled',
  'enabled-until',
  'enabled-from',
  'timespan',
] as const satisfies readonly UserStatus['state'][]
const HAS_FROM: ReadonlySet<UserStatus['state']> = new Set<UserStatus['state']>(['enabled-from', 'timespan'])
const HAS_UNTIL: ReadonlySet<UserStatus['state']> = new Set<UserStatus['state']>(['enabled-until', 'timespan'])

function stated({ userState, validFrom, validUntil, expirationAction }: ApiUserFields): Partial<ApiStatus> {
  const entries = Object.entries({ userState, validFrom, validUntil, expirationAction })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function bound(seconds: number | undefined, name: string): number {
  if (seconds === undefined) throw new RigError('INVALID', `That user state needs ${name}.`)
  return seconds
}

function toMs(seconds: number): number {
  return seconds * 1000 + LOXONE_EPOCH_MS
}
