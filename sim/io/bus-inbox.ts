import type { BusMessage } from '../protocol/bus/message.ts'
import { QUEUE_MAX } from './bus-outbox.ts'

/** A message that came. */
export interface Incoming {
  readonly topic: string
  readonly message: BusMessage
  /** The broker had kept it from before the subscription. */
  readonly isRetained: boolean
}

/** What comes to a bus client; kept until there is somebody to receive it. */
export class BusInbox {
  readonly #handled: (incoming: Incoming) => void
  readonly #early: Incoming[] = []
  #receive: ((message: BusMessage) => void) | undefined

  /** `handled` hears of each message once: when it was received, with all that followed at once, or when it was given up. */
  constructor(handled: (incoming: Incoming) => void) {
    this.#handled = handled
  }

  take(incoming: Incoming): void {
    if (this.#receive === undefined) this.#keepEarly(incoming)
    else this.#deliver(incoming)
  }

  /** From the next microtask on; what came before is received first. */
  onMessage(receive: (message: BusMessage) => void): void {
    queueMicrotask(() => {
      this.#receive = receive
      for (const incoming of this.#early.splice(0)) this.#deliver(incoming)
    })
  }

  #keepEarly(incoming: Incoming): void {
    this.#early.push(incoming)
    const dropped = this.#early.length > QUEUE_MAX ? this.#early.shift() : undefined
    if (dropped !== undefined) this.#handled(dropped)
  }

  #deliver(incoming: Incoming): void {
    this.#receive?.(incoming.message)
    // Only now: what was published because of it is in flight already.
    this.#handled(incoming)
  }
}
