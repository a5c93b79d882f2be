import type { BusMessage } from '../../sim/protocol/bus/message.ts'

/** What the bus said since the last action of the scenario: what expectations are judged by. */
export class Seen {
  #messages: BusMessage[] = []

  add(message: BusMessage): void {
    this.#messages.push(message)
  }

  /** A new action begins: what was before it is of no interest any more. */
  clear(): void {
    this.#messages = []
  }

  get messages(): readonly BusMessage[] {
    return this.#messages
  }
}
