import type { User } from '../../program/program.ts'
import type { ApiContext } from './context.ts'

/** Requests without the right for them within five minutes, after which a user is locked out of these requests, and for how long
 * (§3.4.6; that the five count within five minutes is P-125). */
const REFUSALS_MAX = 5
const LOCK_MS = 300_000

/** Whether a user asked too often for what is not allowed: 429, whatever is asked now. */
export function isLockedOut({ state, at }: ApiContext, user: User): boolean {
  const until = state.api.overreaches.get(user.uuid)?.lockedUntilMonotonicMs ?? Number.NEGATIVE_INFINITY
  return at.monotonicMs < until
}

/** Notes a request without the right for it; the fifth locks its user out. */
export function countOverreach({ state, at }: ApiContext, user: User): void {
  const { overreaches } = state.api
  const before = overreaches.get(user.uuid)?.refusedMonotonicMs ?? []
  const recent = [...before.filter((atMs) => at.monotonicMs - atMs < LOCK_MS), at.monotonicMs]
  const isLocked = recent.length >= REFUSALS_MAX
  overreaches.set(user.uuid, {
    refusedMonotonicMs: isLocked ? [] : recent,
    lockedUntilMonotonicMs: isLocked ? at.monotonicMs + LOCK_MS : Number.NEGATIVE_INFINITY,
  })
}
