import type { ZoneTable } from '../../time.ts'
import type { AccessIndex } from '../access-index.ts'
import { type Names, principalLabel } from '../labels.ts'
import type { Principal } from '../principal.ts'
import type { CompiledSchedule } from '../schedule.ts'
import type { AnswerBook, Line } from './answer-book.ts'
import type { Edges } from './edges.ts'
import { pathFinder } from './paths.ts'
import type { WayIn } from './runs.ts'
import { scheduleMinutes } from './schedule-minutes.ts'
import type { Span } from './span.ts'
import type { StandingAllow } from './standing.ts'

/** An allow in words, with its times laid out. */
export interface Way extends WayIn {
  /** The same as another's where both are said in the same words and open at the same times. */
  readonly number: number
  readonly line: Line
}

export interface WaysAsked {
  readonly index: AccessIndex
  readonly names: Names
  readonly zone: ZoneTable
  readonly span: Span
}

type Holder = Pick<Principal, 'key' | 'set'>

/** Makes ways of what is assigned, each schedule and each path once. */
export class Ways {
  readonly #asked: WaysAsked
  readonly #book: AnswerBook
  readonly #pathTo: ReturnType<typeof pathFinder>
  readonly #ways = new Map<string, Map<CompiledSchedule | undefined, Way>>()
  readonly #open = new Map<CompiledSchedule | undefined, Edges>()
  #count = 0

  constructor(asked: WaysAsked, book: AnswerBook) {
    this.#asked = asked
    this.#book = book
    this.#pathTo = pathFinder(asked.index.table.graph, asked.names)
  }

  wayOf(holder: Holder, { group, allow }: StandingAllow): Way {
    const path = this.#pathOf(holder, group)
    const ways = this.#ways.get(path) ?? new Map<CompiledSchedule | undefined, Way>()
    this.#ways.set(path, ways)
    const schedule = allow?.schedule
    const known = ways.get(schedule)
    if (known !== undefined) return known
    const line = this.#book.lineOf(path, schedule?.name)
    const way = {
      number: this.#count++,
      ...{ line, open: this.#openAt(schedule), mark: this.#book.markOf('ALLOWED', line) },
    }
    ways.set(schedule, way)
    return way
  }

  /** @param group of which a deny comes; else the holder has it itself */
  denyOf(holder: Holder, group: number | undefined): Line {
    return this.#book.lineOf(this.#pathOf(holder, group), undefined)
  }

  #pathOf({ key, set }: Holder, group: number | undefined): string {
    return group === undefined ? principalLabel(this.#asked.names, key) : this.#pathTo(set, group)
  }

  #openAt(schedule: CompiledSchedule | undefined): Edges {
    const { span, zone, index } = this.#asked
    const open = this.#open.get(schedule) ?? scheduleMinutes(schedule, span, { zone, modes: index.modes })
    this.#open.set(schedule, open)
    return open
  }
}
