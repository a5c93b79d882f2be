import type { Principal } from '../principal.ts'
import type { IdleReason } from './answer.ts'
import type { AnswerBook, IdleLine, Line } from './answer-book.ts'
import { runsOfWays } from './runs.ts'
import type { Standing } from './standing.ts'
import type { Way, Ways } from './ways.ts'

/** A standing in words and laid out over the span; the user's status does not yet count. */
export interface Settled {
  readonly runs: Int32Array
  readonly denies: readonly Line[]
  readonly idle: readonly IdleLine[]
  /** Places of its answers in the book, by what is the same of users' activities. */
  readonly places: Map<string, number>
}

/** Settles standings, those that come to the same once. */
export class Settlements {
  readonly #ways: Ways
  readonly #book: AnswerBook
  readonly #isForAll: boolean
  readonly #minutes: number
  readonly #settled = new Map<string, Settled>()

  constructor(ways: Ways, book: AnswerBook, { isForAll, minutes }: { isForAll: boolean; minutes: number }) {
    this.#ways = ways
    this.#book = book
    this.#isForAll = isForAll
    this.#minutes = minutes
  }

  of(holder: Pick<Principal, 'key' | 'set'>, standing: Standing): Settled {
    const denies = standing.denies.map((group) => this.#ways.denyOf(holder, group))
    const allows = standing.allows.map((each) => this.#ways.wayOf(holder, each))
    const overridden = standing.overridden.map((each) => this.#ways.wayOf(holder, each))
    const key = `${denies.map(numberOf)} ${allows.map(numberOf)} ${overridden.map(numberOf)}`
    const known = this.#settled.get(key)
    if (known !== undefined) return known
    const settled = { ...this.#settle(denies, allows, overridden), places: new Map<string, number>() }
    this.#settled.set(key, settled)
    return settled
  }

  #settle(denies: readonly Line[], allows: readonly Way[], overridden: readonly Way[]): Omit<Settled, 'places'> {
    const replaced = overridden.map(because('OVERRIDDEN'))
    if (denies.length > 0)
      return {
        runs: Int32Array.of(0, this.#book.markOf('DENIED')),
        ...{ denies, idle: [...allows.map(because('DENIED')), ...replaced] },
      }
    const shut = this.#book.markOf('OUTSIDE_SCHEDULE')
    const runs = runsOfWays(allows, this.#isForAll, shut, this.#minutes)
    const unnamed = allows.filter(({ mark }) => !isMarked(runs, mark))
    const idle = unnamed.map((way) => because(this.#isForAll ? 'REQUIRED' : reasonOf(way))(way))
    return { runs, denies, idle: [...idle, ...replaced] }
  }
}

const numberOf = ({ number }: { readonly number: number }): number => number

function because(reason: IdleReason): (way: Way) => IdleLine {
  return ({ line }) => ({ line, because: reason })
}

function reasonOf({ open }: Way): IdleReason {
  return open.length === 0 ? 'OUTSIDE_SCHEDULE' : 'SHADOWED'
}

function isMarked(runs: Int32Array, mark: number): boolean {
  return runs.some((value, place) => place % 2 === 1 && value === mark)
}
