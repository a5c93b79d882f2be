import { RigError } from '../domain/errors.ts'
import { FilterIndex } from '../protocol/bus/topic-filter.ts'

/** How long `settled()` waits unless told otherwise. */
export const SETTLE_DEADLINE_MS = 10_000

/** A client of this process that reads from the bus. */
export interface TrafficReader {
  /** A message was handled, with everything published because of it. Repeats, and messages from elsewhere, change nothing. */
  received(topic: string, id: string): void
  /** The client is disconnected: what was under way to it will not come. */
  gone(): void
}

interface Delivery {
  readonly topic: string
  readonly number: number
  readonly readers: Set<TrafficReader>
}

/**
 * Knows whether anything is in flight between the bus clients of one process, so that a clock may be moved only after each
 * cause is answered (docs/design.md, "Time").
 *
 * In flight is a message sent and not yet handled by every reader that subscribed to it, and whatever `begin` opened and
 * nobody ended: a message waiting for the broker, a commit waiting for the disk. Clients in other processes are not seen.
 */
export class Traffic {
  readonly #index = new FilterIndex<TrafficReader>()
  /** Who reads a topic, until readers come or go. */
  readonly #readers = new Map<string, ReadonlySet<TrafficReader>>()
  readonly #deliveries = new Map<string, Delivery>()
  readonly #waiting = new Set<() => void>()
  readonly #hearing: (() => void)[] = []
  #open = 0
  #begun = 0
  #number = 0

  /** Registers a client whose subscriptions the broker has granted. */
  reader(filters: readonly string[]): TrafficReader {
    const reader: TrafficReader = {
      received: (topic, id) => this.#arrived(`${topic}\n${id}`, reader),
      gone: () => {
        for (const filter of filters) this.#index.delete(filter, reader)
        this.#readers.clear()
        for (const key of [...this.#deliveries.keys()]) this.#arrived(key, reader)
      },
    }
    for (const filter of filters) this.#index.add(filter, reader)
    this.#readers.clear()
    return reader
  }

  /** A message is handed to the broker now. */
  sent(topic: string, id: string): void {
    const known = this.#readers.get(topic)
    const readers = known ?? this.#index.match(topic)
    if (known === undefined) this.#readers.set(topic, readers)
    if (readers.size > 0) {
      this.#deliveries.set(`${topic}\n${id}`, { topic, number: ++this.#number, readers: new Set(readers) })
    }
  }

  /** Opens something that must end before all is settled. Returns its end, to be called once. */
  begin(): () => void {
    this.#open++
    this.#begun++
    return () => {
      this.#open--
      this.#check()
    }
  }

  /** Whether nothing is in flight now. */
  get isSettled(): boolean {
    return this.#open === 0 && this.#deliveries.size === 0
  }

  /** How often `begin` was called. */
  get begun(): number {
    return this.#begun
  }

  /** Calls `hear` whenever nothing is in flight any more. */
  onSettled(hear: () => void): void {
    this.#hearing.push(hear)
  }

  /**
   * Resolves when nothing is in flight: at once when nothing is. After the deadline it rejects with RigError DEADLINE, and
   * deliveries that were under way when it was called are given up, so that a lost message is reported once.
   */
  settled(deadlineMs: number = SETTLE_DEADLINE_MS): Promise<void> {
    if (this.isSettled) return Promise.resolve()
    const newest = this.#number
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(settle)
        reject(this.#giveUp(newest, deadlineMs))
        this.#check()
      }, deadlineMs)
      this.#waiting.add(settle)
    })
  }

  #arrived(key: string, reader: TrafficReader): void {
    const delivery = this.#deliveries.get(key)
    if (delivery === undefined) return
    delivery.readers.delete(reader)
    if (delivery.readers.size > 0) return
    this.#deliveries.delete(key)
    this.#check()
  }

  #check(): void {
    if (!this.isSettled) return
    for (const settle of this.#waiting) settle()
    this.#waiting.clear()
    for (const hear of this.#hearing) hear()
  }

  #giveUp(newest: number, deadlineMs: number): RigError {
    const overdue = [...this.#deliveries].filter(([, { number }]) => number <= newest)
    for (const [key] of overdue) this.#deliveries.delete(key)
    const topics = overdue.slice(0, 5).map(([, { topic }]) => topic)
    const what = [
      ...(overdue.length > 0 ? [`${overdue.length} messages were not delivered (${topics.join(', ')})`] : []),
      ...(this.#open > 0 ? [`${this.#open} things wait for the broker or the disk`] : []),
    ]
    return new RigError(
      'DEADLINE',
      `Not settled after ${deadlineMs} ms: ${what.join('; ') || 'new messages keep coming'}.`,
    )
  }
}
