import type { Clock } from '../ports/clock.ts'

/** A device's pending timers by name, over its clock; setting a name again replaces it. */
export class Timers<Name extends string> {
  readonly #clock: Clock
  readonly #fired: (name: Name) => void
  readonly #pending = new Map<Name, { readonly atMs: number; readonly cancel: () => void }>()

  constructor(clock: Clock, fired: (name: Name) => void) {
    this.#clock = clock
    this.#fired = fired
  }

  set(name: Name, atMs: number): void {
    this.cancel(name)
    const cancel = this.#clock.at(atMs, () => {
      this.#pending.delete(name)
      this.#fired(name)
    })
    this.#pending.set(name, { atMs, cancel })
  }

  cancel(name: Name): void {
    this.#pending.get(name)?.cancel()
    this.#pending.delete(name)
  }

  clear(): void {
    this.clearBut()
  }

  /** Cancels all but these. */
  clearBut(...kept: readonly Name[]): void {
    for (const name of [...this.#pending.keys()]) if (!kept.includes(name)) this.cancel(name)
  }

  /** In the order in which they were set, which is the order in which equal ones fire. */
  snapshot(): TimersSnapshot<Name> {
    return [...this.#pending].map(([name, timer]) => [name, timer.atMs])
  }

  restore(timers: TimersSnapshot<Name>): void {
    this.clear()
    for (const [name, atMs] of timers) this.set(name, atMs)
  }
}

export type TimersSnapshot<Name extends string> = readonly (readonly [Name, number])[]
