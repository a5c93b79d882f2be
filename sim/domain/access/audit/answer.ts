import type { Reason } from '../decision.ts'

/** A permission on a door, in words: the way to who holds it, and its schedule's name; Full Access and what counts at all times have none. */
export interface Via {
  readonly path: string
  readonly schedule?: string
}

/** How a minute is answered. */
export interface Mark {
  readonly reason: Reason
  /** Of `ALLOWED`: by what. */
  readonly via?: Via
}

/**
 * Why no run is by an allow, which it is there for: a deny wins over it (R107); an allow of the user's own replaces it, or it is
 * one of several that must all be open (AMB-13); it is not open in the span (P-193); or whenever it is, one before it is as well.
 */
export type IdleReason = 'DENIED' | 'OVERRIDDEN' | 'REQUIRED' | 'OUTSIDE_SCHEDULE' | 'SHADOWED'

export interface IdleAllow {
  readonly via: Via
  readonly because: IdleReason
}

/** How one user is answered at one door over a span. */
export interface AccessAnswer {
  /** In how many of its minutes the door opens. */
  readonly minutes: number
  /**
   * By turns the minute at which a run begins, and its mark by its place in the book. The first begins at 0, each ends where the
   * next begins, the last with the span; neighbours differ.
   */
  readonly runs: Int32Array
  /** Of `DENIED`: every permission that refuses. */
  readonly denies: readonly Via[]
  /** Every allow that no run is by. */
  readonly idle: readonly IdleAllow[]
}
