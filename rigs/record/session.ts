import type { DecisionRecord } from '../../sim/domain/miniserver/decision-record.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import type { TimedReading } from '../control/reading-stream.ts'

/** Something that was held to a reader, and what its door decided; absent until it has. */
export interface Presentation {
  readonly reading: TimedReading
  decision?: DecisionRecord
}

/** What happened while it was recorded. Readings and messages each come in order, and to each other in any. */
export class Session {
  /** In the order in which they were read. */
  readonly presentations: Presentation[] = []
  /** By the id of the command that carried them. */
  readonly #undecided = new Map<string, Presentation>()
  readonly #early = new Map<string, DecisionRecord>()
  /** Of each event that nothing was decided on, the command that caused it. */
  readonly #commands = new Map<string, string>()
  readonly #onDecided: (presentation: Presentation) => void

  constructor(onDecided: (presentation: Presentation) => void) {
    this.#onDecided = onDecided
  }

  read(reading: TimedReading): void {
    const presentation = { reading }
    const { command } = reading
    const decision = this.#early.get(command)
    this.presentations.push(presentation)
    this.#undecided.set(command, presentation)
    if (decision !== undefined) this.#decide(command, decision)
  }

  see(message: BusMessage): void {
    const { channel, id, causedBy } = message
    if (causedBy === undefined) return
    if (channel === 'event') this.#commands.set(id, causedBy)
    if (channel !== 'decision') return
    const command = this.#commands.get(causedBy)
    this.#commands.delete(causedBy)
    if (command !== undefined) this.#decide(command, message.data as DecisionRecord)
  }

  /** Whether a door has still to say something. */
  get isUndecided(): boolean {
    return this.#undecided.size > 0
  }

  #decide(command: string, decision: DecisionRecord): void {
    const presentation = this.#undecided.get(command)
    this.#undecided.delete(command)
    if (presentation === undefined) return void this.#early.set(command, decision)
    this.#early.delete(command)
    presentation.decision = decision
    this.#onDecided(presentation)
  }
}
