import type { Clock } from '../ports/clock.ts'

/** Private-key operations per slice: about a seventh of one core (docs/limits.md §5), whoever asks for more. */
const SLICE_MS = 50
const OPERATIONS_PER_SLICE = 20
const WAITING_MAX = 200

/**
 * Spreads a Miniserver's private-key work, so that a flood of logins at one site leaves the others' latency alone. Work waits
 * its turn, first come first served.
 */
export class KeyBudget {
  readonly #clock: Clock
  readonly #waiting: (() => void)[] = []
  #sliceEndsMs = 0
  #left = 0
  #cancel: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves when it is this operation's turn: true to go on, false where too many wait already. */
  turn(): Promise<boolean> {
    this.#refill()
    if (this.#left > 0 && this.#waiting.length === 0) {
      this.#left--
      return Promise.resolve(true)
    }
    if (this.#waiting.length >= WAITING_MAX) return Promise.resolve(false)
    this.#cancel ??= this.#clock.at(this.#sliceEndsMs, () => this.#nextSlice())
    return new Promise((resolve) => this.#waiting.push(() => resolve(true)))
  }

  /** Whoever still waits is let go; nothing more is timed. */
  stop(): void {
    this.#cancel?.()
    for (const go of this.#waiting.splice(0)) go()
  }

  #refill(): void {
    const { monotonicMs } = this.#clock.now()
    if (monotonicMs < this.#sliceEndsMs) return
    this.#sliceEndsMs = monotonicMs + SLICE_MS
    this.#left = OPERATIONS_PER_SLICE
  }

  #nextSlice(): void {
    this.#cancel = undefined
    this.#refill()
    for (const go of this.#waiting.splice(0, this.#left)) {
      this.#left--
      go()
    }
    if (this.#waiting.length > 0) this.#cancel = this.#clock.at(this.#sliceEndsMs, () => this.#nextSlice())
  }
}
