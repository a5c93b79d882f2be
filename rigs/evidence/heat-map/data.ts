import type { Reason } from '../../../sim/domain/access/decision.ts'
import type { Audit, AuditAnswer, AuditVia } from '../../audit/audit.ts'

/**
 * An audit as its page holds it: small, because what repeats is said once and named by its place. Times are whole minutes since 1970
 * UTC; those of runs are counted from `from`.
 */
export interface HeatMapData {
  readonly from: number
  readonly until: number
  readonly doors: readonly { readonly site: string; readonly name: string; readonly zone: string }[]
  readonly users: readonly { readonly name: string; readonly origin: string }[]
  readonly reasons: readonly Reason[]
  readonly vias: readonly AuditVia[]
  /** The first one is that of pairs nothing was said of. `runs`: beginning, reason, via (-1 for none), and so on. */
  readonly answers: readonly { readonly minutes: number; readonly runs: readonly number[] }[]
  /** For each door the answer of each user. */
  readonly cells: readonly (readonly number[])[]
}

export function dataOf(audit: Audit): HeatMapData {
  const { from, until, doors, users, answers, cells } = audit
  const fromMinute = minuteOf(from)
  const reasons = new Places<Reason>((reason) => reason)
  const vias = new Places<AuditVia>(({ path, schedule }) => JSON.stringify([path, schedule]))
  const answered = [nothingSaid(audit), ...answers].map(({ minutes, runs }) => ({
    minutes,
    runs: runs.flatMap((run) => [
      minuteOf(run.from) - fromMinute,
      reasons.placeOf(run.reason),
      run.via === undefined ? -1 : vias.placeOf(run.via),
    ]),
  }))
  const rows = doors.map(() => users.map(() => 0))
  for (const { door, user, answer } of cells) {
    const row = rows[door]
    if (row !== undefined) row[user] = answer + 1
  }
  return {
    from: fromMinute,
    until: minuteOf(until),
    doors: doors.map(({ site, name, timeZone }) => ({ site, name, zone: timeZone })),
    users,
    reasons: reasons.all,
    vias: vias.all,
    answers: answered,
    cells: rows,
  }
}

/** Of a pair that an audit has no cell for. */
function nothingSaid({ from, until }: Audit): AuditAnswer {
  return { minutes: 0, runs: [{ from, until, reason: 'NOT_CONFIGURED' }] }
}

const MINUTE_MS = 60_000

function minuteOf(instant: string): number {
  return Date.parse(instant) / MINUTE_MS
}

/** Each value once, in the order of its first mention. */
class Places<T> {
  readonly all: T[] = []
  readonly #places = new Map<string, number>()
  readonly #keyOf: (value: T) => string

  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf
  }

  placeOf(value: T): number {
    const key = this.#keyOf(value)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.all.length)
    return this.all.push(value) - 1
  }
}
