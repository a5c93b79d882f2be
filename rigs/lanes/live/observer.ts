import { RigError } from '../../../sim/domain/errors.ts'
import type { Clock } from '../../../sim/ports/clock.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { CHANNELS, topicOf } from '../../../sim/protocol/bus/topics.ts'

/** What the rig sees on the bus: everything, in the order in which it comes, and the last of each retained topic. */
export class Observer {
  readonly #watching = new Set<(message: BusMessage) => void>()
  readonly #retained = new Map<string, BusMessage>()

  see(message: BusMessage): void {
    if (CHANNELS[message.channel].retained) this.#retained.set(topicOf('', message), message)
    for (const watch of this.#watching) watch(message)
  }

  observe(watch: (message: BusMessage) => void): () => void {
    this.#watching.add(watch)
    return () => void this.#watching.delete(watch)
  }

  retained(): Iterable<BusMessage> {
    return this.#retained.values()
  }

  /** The first message from now on that matches; DEADLINE with the sentence when none comes in that time of `clock`. */
  next(
    matches: (message: BusMessage) => boolean,
    clock: Clock,
    deadlineMs: number,
    sentence: string,
  ): Promise<BusMessage> {
    return new Promise((resolve, reject) => {
      const unobserve = this.observe((message) => {
        if (!matches(message)) return
        unobserve()
        cancel()
        resolve(message)
      })
      const cancel = clock.at(clock.now().monotonicMs + deadlineMs, () => {
        unobserve()
        reject(new RigError('DEADLINE', sentence))
      })
    })
  }
}
