import type { Stamp } from '../domain/time.ts'

/** The two clocks of one device and its timers. All that knows the time outside the core asks this. */
export interface Clock {
  now(): Stamp
  /**
   * Calls `run` once, when monotonic time has reached `monotonicMs` (at once, but never within this call, when it has already).
   * Timers fire in the order of their instants, equal ones in the order in which they were set. Returns its own undo.
   */
  at(monotonicMs: number, run: () => void): () => void
}
