import { randomUUID } from 'node:crypto'
import { RigError } from '../../../sim/domain/errors.ts'
import type { LiveClock } from '../../../sim/io/live-clock.ts'
import { RestTeller } from '../../../sim/io/rest-teller.ts'
import { SETTLE_DEADLINE_MS, type Traffic } from '../../../sim/io/traffic.ts'
import type { Bus } from '../../../sim/ports/bus.ts'
import type { BusMessage, RestPoll, RestTally } from '../../../sim/protocol/bus/message.ts'
import { RIG } from '../../../sim/protocol/bus/subscriptions.ts'
import { areSame, Balance, type Tallies } from './balance.ts'
import type { ClockReadings } from './clock-readings.ts'

export interface RestOptions {
  readonly clock: LiveClock
  readonly traffic: Traffic
  /** `site/device` of every device; each has a process of its own. */
  readonly devices: readonly string[]
}

/** A poll, who has answered it, and who of those it was put to has not and is still there. */
interface Question {
  readonly id: string
  readonly answers: Map<string, RestTally>
  readonly missing: Set<string>
  readonly put: () => void
  readonly answered: () => void
}

/** One who waits for rest, with the question that is open. */
interface Search {
  question?: Question
  isOver: boolean
}

/** How many devices a sentence names. */
const NAMED_MAX = 5

/**
 * Knows when a rig whose devices are in other processes is at rest: asks all of them until two answers in a row are the same and
 * no message is on its way (docs/decisions/0020-rest-is-counted.md).
 */
export class Rest {
  /** The rig's own process, as one of those that are asked. */
  readonly #own: RestTeller
  readonly #devices: readonly string[]
  readonly #away = new Set<string>()
  readonly #balance = new Balance()
  readonly #searches = new Set<Search>()
  /** The last answers, of those who are gone too: what they sent may still be on its way. */
  readonly #last = new Map<string, RestTally>()

  constructor({ clock, traffic, devices }: RestOptions) {
    this.#devices = devices
    this.#own = new RestTeller({ name: RIG, clock, traffic, tell: (poll, tally) => this.#told(poll, RIG, tally) })
  }

  /** For the rig's connection. */
  get counts(): RestTeller['counts'] {
    return this.#own.counts
  }

  /** Takes what the rig reads on the bus. */
  see(message: BusMessage): void {
    const name = `${message.site}/${message.device}`
    if (message.channel === '$tally') this.#told(message.causedBy ?? '', name, message.data)
    if (message.channel === '$state') this.#presence(name, message.data === 'lost' || message.data === 'disconnected')
  }

  /**
   * Resolves when the whole rig follows the last reading and is at rest, with the least `dueOffsetMs` of other processes.
   *
   * Devices that the bus says are gone are not asked. Rejects with DEADLINE, naming who does not come to rest; what was on its
   * way to them is given up then, so that a lost message is reported once.
   */
  async settled(
    bus: Bus,
    readings: ClockReadings,
    deadlineMs: number = SETTLE_DEADLINE_MS,
  ): Promise<number | undefined> {
    const search: Search = { isOver: false }
    this.#searches.add(search)
    let timer: NodeJS.Timeout | undefined
    const overdue = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#overdue(search, deadlineMs)), deadlineMs)
    })
    try {
      return await Promise.race([this.#search(search, bus, readings), overdue])
    } finally {
      clearTimeout(timer)
      search.isOver = true
      this.#searches.delete(search)
    }
  }

  async #search(search: Search, bus: Bus, readings: ClockReadings): Promise<number | undefined> {
    let before: Tallies = new Map()
    let received: Readonly<Record<string, number>> = {}
    while (!search.isOver) {
      const present = await this.#ask(search, bus, { reading: readings.number, received })
      // What those who are gone have sent may still be on its way.
      const all = new Map([...this.#last, ...present])
      received = this.#balance.awaited(all, present)
      if (areSame(before, present) && Object.keys(received).length === 0) {
        this.#balance.settle(all, present)
        return earliestOf(present)
      }
      before = present
    }
    return undefined
  }

  /** Resolves with everybody's answer. */
  #ask(search: Search, bus: Bus, data: RestPoll): Promise<Tallies> {
    const id = randomUUID()
    return new Promise((resolve) => {
      const answers = new Map<string, RestTally>()
      const missing = new Set([RIG, ...this.#devices].filter((name) => !this.#away.has(name)))
      const put = () => bus.publish({ channel: '$poll', id, site: '', device: '', timeMs: Date.now(), data })
      search.question = { id, answers, missing, put, answered: () => resolve(answers) }
      put()
      this.#own.followed(data.reading)
      this.#own.asked(id, data)
    })
  }

  #told(poll: string, name: string, tally: RestTally): void {
    if (name !== RIG && !this.#devices.includes(name)) return
    this.#last.set(name, tally)
    for (const { question } of this.#searches) {
      if (question?.id !== poll) continue
      question.answers.set(name, tally)
      question.missing.delete(name)
      if (question.missing.size === 0) question.answered()
    }
  }

  /**
   * Who is gone answers nothing, and what it answered is of a connection that was; who is back is asked the next time. Who comes back and
   * was not known to be gone, as after a broker that fell silent, may not have heard the poll: it is put once more.
   */
  #presence(name: string, isAway: boolean): void {
    if (!isAway) {
      this.#away.delete(name)
      for (const { question } of this.#searches) if (question?.missing.has(name)) question.put()
      return
    }
    this.#away.add(name)
    for (const { question } of this.#searches) {
      question?.answers.delete(name)
      question?.missing.delete(name)
      if (question?.missing.size === 0) question.answered()
    }
  }

  #overdue({ question }: Search, deadlineMs: number): RigError {
    const missing = [...(question?.missing ?? [])]
    this.#balance.giveUp(missing)
    const names = missing.slice(0, NAMED_MAX).join(', ')
    const more = missing.length > NAMED_MAX ? ` and ${missing.length - NAMED_MAX} more` : ''
    const what = missing.length === 0 ? 'new messages keep coming' : `${names}${more} did not come to rest`
    return new RigError('DEADLINE', `Not settled after ${deadlineMs} ms: ${what}.`)
  }
}

function earliestOf(tallies: Tallies): number | undefined {
  const dueMs = [...tallies].flatMap(([name, { dueOffsetMs }]) => (name === RIG ? [] : (dueOffsetMs ?? [])))
  return dueMs.length === 0 ? undefined : Math.min(...dueMs)
}
