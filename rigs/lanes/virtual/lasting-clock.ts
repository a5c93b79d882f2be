import type { Clock } from '../../../sim/ports/clock.ts'
import type { HandsOver } from './replaceable.ts'

/** A clock that stays: timers keep their turn among equal ones when another device sets them again. */
export class LastingClock implements Clock, HandsOver {
  readonly #clock: Clock
  readonly #pending = new Set<Pending>()
  #left: Pending[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  now(): ReturnType<Clock['now']> {
    return this.#clock.now()
  }

  at(monotonicMs: number, run: () => void): () => void {
    const left = this.#left.findIndex(({ atMs }) => atMs === monotonicMs)
    const [pending = this.#add(monotonicMs)] = left < 0 ? [] : this.#left.splice(left, 1)
    pending.run = run
    return () => {
      if (pending.run === run) this.#drop(pending)
    }
  }

  /** Timers that are not set again are dropped. */
  handOver(replace: () => void): void {
    this.#left = [...this.#pending]
    replace()
    for (const pending of this.#left.splice(0)) this.#drop(pending)
  }

  #add(atMs: number): Pending {
    const cancel = this.#clock.at(atMs, () => {
      this.#pending.delete(pending)
      pending.run?.()
    })
    const pending: Pending = { atMs, cancel }
    this.#pending.add(pending)
    return pending
  }

  #drop(pending: Pending): void {
    this.#pending.delete(pending)
    pending.cancel()
  }
}

/** One turn in the world's queue, and what happens then. */
interface Pending {
  readonly atMs: number
  readonly cancel: () => void
  run?: () => void
}
