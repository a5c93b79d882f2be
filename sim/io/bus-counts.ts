import { randomUUID } from 'node:crypto'
import { readersOf } from '../protocol/bus/subscriptions.ts'
import type { TopicAddress } from '../protocol/bus/topics.ts'

/**
 * What one connection to the bus has sent and received, so that processes can find out together that nothing is on its way
 * (docs/decisions/0020-rest-is-counted.md). What they say to each other about that, and the clock, does not count.
 */
export class BusCounts {
  readonly #sent = new Map<string, number>()
  readonly #changed: () => void
  #received = 0
  #session = randomUUID()

  /** @param changed hears of every message that was handled, and of a new session */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** How often the broker took something over for each reader: `rig`, `site/device`. */
  get sentTo(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#sent)
  }

  get received(): number {
    return this.#received
  }

  /** New with every connection: what was on its way to an earlier one will not come. */
  get session(): string {
    return this.#session
  }

  isCounted(address: TopicAddress): boolean {
    return readersOf(address).length > 0
  }

  connected(): void {
    this.#session = randomUUID()
    this.#changed()
  }

  /** The broker has a message. */
  sent(address: TopicAddress): void {
    for (const reader of readersOf(address)) this.#sent.set(reader, (this.#sent.get(reader) ?? 0) + 1)
  }

  /** A message was handled, with everything published because of it. One that the broker had kept was on its way to nobody. */
  handled(address: TopicAddress, isRetained: boolean): void {
    if (isRetained || !this.isCounted(address)) return
    this.#received++
    this.#changed()
  }
}
