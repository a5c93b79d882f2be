import type { IdleReason, Via } from '../../../sim/domain/access/audit/answer.ts'
import { MINUTE_MS } from '../../../sim/domain/access/audit/span.ts'
import type { Reason } from '../../../sim/domain/access/decision.ts'
import { type CompactAnswer, type CompactAudit, cellsOf } from '../../audit/compact-audit.ts'

/**
 * An audit as its page holds it: small, because what repeats is said once and named by its place. Times are whole minutes since 1970
 * UTC; those of runs are counted from `from`.
 */
export interface HeatMapData {
  readonly from: number
  readonly until: number
  readonly doors: readonly { readonly site: string; readonly name: string; readonly zone: string }[]
  readonly users: readonly { readonly name: string; readonly origin: string }[]
  readonly vias: readonly Via[]
  /** `via`: of `ALLOWED`, by its place. */
  readonly marks: readonly { readonly reason: Reason; readonly via?: number }[]
  /** The first one is that of pairs nothing was said of. */
  readonly answers: readonly HeatMapAnswer[]
  /** For each door the answer of each user. */
  readonly cells: readonly (readonly number[])[]
}

export interface HeatMapAnswer {
  readonly minutes: number
  /** By turns the beginning of a run, and its mark by its place. */
  readonly runs: readonly number[]
  /** Places of the permissions that refuse; absent where none does. */
  readonly denies?: readonly number[]
  /** Absent where there is none. */
  readonly idle?: readonly { readonly via: number; readonly because: IdleReason }[]
}

/** All but the answers, which are as many as `answers` says. */
export interface HeatMapParts {
  readonly head: Omit<HeatMapData, 'answers'>
  readonly answers: Iterable<HeatMapAnswer>
}

/** Answers are made one by one: those of a year are long. */
export function dataOf(audit: CompactAudit): HeatMapParts {
  const { fromMs, minutes, doors, users, marks, answers } = audit
  const from = fromMs / MINUTE_MS
  const vias = viasOf(audit)
  const placeOf = (via: Via): number => vias.get(keyOf(via))?.place ?? -1
  const rows = doors.map(() => users.map(() => 0))
  for (const { door, user, answer } of cellsOf(audit)) {
    const row = rows[door]
    if (row !== undefined) row[user] = answer + 1
  }
  const told = [...marks.map(({ reason, via }) => ({ reason, ...(via && { via: placeOf(via) }) })), NOT_CONFIGURED]
  const nothing = { minutes: 0, runs: [0, marks.length], denies: [], idle: [] }
  return {
    head: {
      ...{ from, until: from + minutes },
      doors: doors.map(({ site, name, timeZone }) => ({ site, name, zone: timeZone })),
      users,
      vias: Array.from(vias.values(), ({ via }) => via),
      marks: told,
      cells: rows,
    },
    answers: answersOf([nothing, ...answers], placeOf),
  }
}

/** Of pairs that an audit says nothing of. */
const NOT_CONFIGURED = { reason: 'NOT_CONFIGURED' } as const

function* answersOf(answers: readonly CompactAnswer[], placeOf: (via: Via) => number): Generator<HeatMapAnswer> {
  for (const { minutes, runs, denies, idle } of answers) {
    yield {
      minutes,
      runs: Array.from(runs),
      ...(denies.length > 0 && { denies: denies.map(placeOf) }),
      ...(idle.length > 0 && { idle: idle.map(({ via, because }) => ({ via: placeOf(via), because })) }),
    }
  }
}

type Vias = Map<string, { readonly via: Via; readonly place: number }>

/** Each once, in the order of its first mention. */
function viasOf({ marks, answers }: CompactAudit): Vias {
  const vias: Vias = new Map()
  const add = (via: Via): void => {
    const key = keyOf(via)
    if (!vias.has(key)) vias.set(key, { via, place: vias.size })
  }
  for (const { via } of marks) if (via !== undefined) add(via)
  for (const { denies, idle } of answers) for (const via of [...denies, ...idle.map((each) => each.via)]) add(via)
  return vias
}

function keyOf({ path, schedule = '' }: Via): string {
  return `${path}\n${schedule}`
}
