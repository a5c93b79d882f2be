import { RigError } from '../domain/errors.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { AGE_MAX_MS } from '../protocol/bus/payloads.ts'
import type { Route } from '../protocol/bus/route.ts'

/** Messages a client keeps while the broker is away; the oldest goes first. */
export const QUEUE_MAX = 1_000

/** Messages handed to the broker and not yet acknowledged; more wait in the queue. */
const UNACKNOWLEDGED_MAX = 500

/** A message on its way. `ended` is called once: when the broker has it, or when it is given up. */
export interface Outgoing {
  readonly message: BusMessage
  readonly route: Route
  /** Since when it is under way, by the sender's monotonic clock. */
  readonly sinceMs: number
  readonly ended: () => void
}

/** What a bus client still has to send, in order, and what of it the broker has not acknowledged yet. */
export class BusOutbox {
  #queue: Outgoing[] = []
  readonly #unacknowledged = new Set<Outgoing>()
  readonly #lastRetained = new Map<string, Outgoing>()
  readonly #waiting = new Set<() => void>()
  /** Sent after a rest: nothing follows it before it is acknowledged. */
  #first: Outgoing | undefined
  #isAtRest = true

  get isEmpty(): boolean {
    return this.#queue.length === 0 && this.#unacknowledged.size === 0
  }

  /** Returns how many were dropped to make room. */
  add(outgoing: Outgoing): number {
    if (outgoing.route.retained) this.#lastRetained.set(outgoing.route.topic, outgoing)
    this.#queue.push(outgoing)
    return this.#trim()
  }

  /**
   * What may be sent now, each unacknowledged from then on; nothing while enough are under way.
   *
   * After a rest the first goes alone, and what follows it when the broker has it: a door's output is published first, and is
   * on its way to everybody before the decision is even encoded.
   */
  *sendable(): Generator<Outgoing, void> {
    while (this.#first === undefined && this.#unacknowledged.size < UNACKNOWLEDGED_MAX) {
      const outgoing = this.#queue.shift()
      if (outgoing === undefined) return
      if (this.#isAtRest) this.#first = outgoing
      this.#isAtRest = false
      this.#unacknowledged.add(outgoing)
      yield outgoing
    }
  }

  /** Whether it was sent after a rest, and goes alone. */
  isFirst(outgoing: Outgoing): boolean {
    return this.#first === outgoing
  }

  acknowledged(outgoing: Outgoing): void {
    if (!this.#unacknowledged.delete(outgoing)) return
    if (this.#first === outgoing) this.#first = undefined
    this.#isAtRest = this.isEmpty
    outgoing.ended()
    this.#tellEmpty()
  }

  /** Resolves when empty; rejects with RigError DEADLINE when that takes longer. */
  whenEmpty(deadlineMs: number): Promise<void> {
    if (this.isEmpty) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const empty = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(empty)
        reject(new RigError('DEADLINE', `The broker did not take over everything within ${deadlineMs} ms.`))
      }, deadlineMs)
      this.#waiting.add(empty)
    })
  }

  /**
   * The connection is lost: what was under way is sent again, and before it the last message of every retained topic, since
   * the last will has replaced one and a broker that was started anew has none. Returns how many were dropped to make room.
   */
  again(): number {
    const waiting = [...this.#unacknowledged, ...this.#queue]
    const topics = new Set(waiting.map(({ route }) => route.topic))
    const retained = [...this.#lastRetained.values()].filter(({ route }) => !topics.has(route.topic))
    this.#unacknowledged.clear()
    this.#rest()
    this.#queue = [...retained.map((outgoing) => ({ ...outgoing, ended: () => {} })), ...waiting]
    return this.#trim()
  }

  /** Gives everything up, retained topics included. */
  clear(): void {
    for (const outgoing of [...this.#unacknowledged, ...this.#queue]) outgoing.ended()
    this.#unacknowledged.clear()
    this.#rest()
    this.#queue = []
    this.#lastRetained.clear()
    this.#tellEmpty()
  }

  #rest(): void {
    this.#first = undefined
    this.#isAtRest = true
  }

  #tellEmpty(): void {
    if (!this.isEmpty) return
    for (const empty of this.#waiting) empty()
    this.#waiting.clear()
  }

  #trim(): number {
    const dropped = this.#queue.splice(0, Math.max(0, this.#queue.length - QUEUE_MAX))
    for (const outgoing of dropped) outgoing.ended()
    return dropped.length
  }
}

/** On its way at once, a message is as old as its sender says. */
const AGING_MS = 1

/** What waited for the broker is that much older: by its age a door tells a tap from the memory of one (§3.6.2). */
export function aged({ message, sinceMs }: Outgoing, nowMs: number): BusMessage {
  const waitedMs = nowMs - sinceMs
  if (message.channel !== 'event' || waitedMs < AGING_MS) return message
  return { ...message, data: { ...message.data, ageMs: Math.min(message.data.ageMs + waitedMs, AGE_MAX_MS) } }
}
