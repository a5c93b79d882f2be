/** How long the User Interface Password is good for once it was entered (R81). */
export const UNLOCKED_MS = 60_000

/**
 * Whether one session of the visualization, of one user, is unlocked for secured controls (§3.8, AMB-15). The Miniserver keeps none
 * of this: each secured command carries a proof of the password, and the session keeps the password while it is unlocked.
 */
export interface Unlocking {
  /** When the password was entered last, by the monotonic clock; absent where nothing was entered since it was last locked. */
  readonly enteredMonotonicMs?: number
}

export type UnlockingEvent =
  /** The right password was entered. */
  | { readonly type: 'entered'; readonly atMonotonicMs: number }
  /** A wrong password was entered, or the Miniserver refused what the session kept. */
  | { readonly type: 'refused' }
  | { readonly type: 'logged-out' }
  /** Here, in another session, or at another site of the Trust. */
  | { readonly type: 'password-changed' }

export const LOCKED: Unlocking = {}

/** What a session is after an event, whatever it was before. That something was operated is none: the minute does not slide (R81). */
export function afterEvent(event: UnlockingEvent): Unlocking {
  return event.type === 'entered' ? { enteredMonotonicMs: event.atMonotonicMs } : LOCKED
}

/** In from the entry on, out at exactly a minute (C76): half-open, by the monotonic clock, whatever the clock on the wall does. */
export function isUnlocked({ enteredMonotonicMs }: Unlocking, nowMonotonicMs: number): boolean {
  return enteredMonotonicMs !== undefined && nowMonotonicMs - enteredMonotonicMs < UNLOCKED_MS
}
