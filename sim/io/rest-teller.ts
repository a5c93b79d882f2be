import type { ClockReading, RestPoll, RestTally } from '../protocol/bus/message.ts'
import { BusCounts } from './bus-counts.ts'
import type { LiveClock } from './live-clock.ts'
import type { Traffic } from './traffic.ts'

/** Polls that wait for their answer at once; of more the oldest goes unanswered. */
const POLLS_MAX = 64

export interface RestTellerOptions {
  /** Under which name its messages are counted: `rig`, `site/device`. */
  readonly name: string
  readonly clock: LiveClock
  readonly traffic: Traffic
  /** Answers a poll, by its id. */
  readonly tell: (poll: string, tally: RestTally) => void
}

/**
 * One process of a rig of many, as the clock service sees it: follows the clock, and answers a poll once everything that was
 * under way in this process is settled (docs/decisions/0020-rest-is-counted.md).
 */
export class RestTeller {
  /** For the connection to the bus of this process. */
  readonly counts = new BusCounts(() => this.#answer())
  readonly #options: RestTellerOptions
  readonly #polls: { readonly id: string; readonly poll: RestPoll; readonly session: string }[] = []
  #reading = 0

  constructor(options: RestTellerOptions) {
    this.#options = options
    options.traffic.onSettled(() => this.#answer())
  }

  /** Takes over a reading of the clock, with all timers that it makes due. */
  follow({ reading, monotonicOffsetMs, wallOffsetMs }: ClockReading): void {
    this.#options.clock.follow(monotonicOffsetMs, wallOffsetMs)
    this.followed(reading)
  }

  /** The clock shows this reading already. */
  followed(reading: number): void {
    this.#reading = reading
    this.#answer()
  }

  asked(id: string, poll: RestPoll): void {
    this.#polls.push({ id, poll, session: this.counts.session })
    if (this.#polls.length > POLLS_MAX) this.#polls.shift()
    this.#answer()
  }

  #answer(): void {
    const { name, traffic, tell } = this.#options
    for (const each of [...this.#polls]) {
      const { id, poll, session } = each
      const isMissing = session === this.counts.session && this.counts.received < (poll.received[name] ?? 0)
      if (!traffic.isSettled || isMissing || this.#reading < poll.reading) continue
      this.#polls.splice(this.#polls.indexOf(each), 1)
      tell(id, this.#tally())
    }
  }

  #tally(): RestTally {
    const { clock, traffic } = this.#options
    const { session, sentTo: sent, received } = this.counts
    const { dueOffsetMs } = clock
    const counts = { session, sent, received, begun: traffic.begun }
    return { reading: this.#reading, ...counts, ...(dueOffsetMs !== undefined && { dueOffsetMs }) }
  }
}
