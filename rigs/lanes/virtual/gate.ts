import { setImmediate as turnOver } from 'node:timers/promises'
import { allDone } from '../all-done.ts'

/** While several things are done at one time, nobody moves the world before all of them have begun. */
export class Gate {
  readonly #random: (bytes: number) => string
  #isTogether = false

  /** `random` is the world's: it decides who begins. */
  constructor(random: (bytes: number) => string) {
    this.#random = random
  }

  /** Who has set something off waits here until the others have, too. */
  async passed(): Promise<void> {
    if (this.#isTogether) await turnOver()
  }

  /** Begins all at one instant, in an order of chance. Resolves, or rejects with the first failure, when all are done. */
  async together<Result>(tasks: readonly (() => Promise<Result>)[]): Promise<Result[]> {
    const lots = tasks.map((begin, place) => ({ begin, place, lot: this.#random(4) }))
    const order = lots.sort((one, other) => (one.lot < other.lot ? -1 : 1))
    this.#isTogether = true
    try {
      const begun = order.map(({ begin, place }) => ({ place, result: begin() }))
      return await allDone(begun.sort((one, other) => one.place - other.place).map(({ result }) => result))
    } finally {
      this.#isTogether = false
    }
  }
}
