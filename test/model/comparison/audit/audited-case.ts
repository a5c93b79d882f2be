import { Temporal } from 'temporal-polyfill'
import { compileAccess } from '../../../../sim/domain/access/access-index.ts'
import type { Mark } from '../../../../sim/domain/access/audit/answer.ts'
import { AnswerBook } from '../../../../sim/domain/access/audit/answer-book.ts'
import { auditAccess } from '../../../../sim/domain/access/audit/audit-access.ts'
import { forEachRun } from '../../../../sim/domain/access/audit/runs.ts'
import { MINUTE_MS, type Span } from '../../../../sim/domain/access/audit/span.ts'
import type { ObjectKey } from '../../../../sim/domain/program/names.ts'
import type { Program } from '../../../../sim/domain/program/program.ts'
import type { Model } from '../../input.ts'
import { wallClock } from '../../schedule.ts'
import type { Case } from '../arbitrary-case.ts'
import { tableOf } from '../product.ts'
import { programOf } from '../program-of.ts'
import { historyOf, switchModes } from '../switched-modes.ts'

/** A random program, audited over a span: every user at every door. */
export interface AuditedCase {
  readonly model: Model
  readonly program: Program
  readonly span: Span
  readonly users: readonly string[]
  readonly doors: readonly ObjectKey[]
  readonly book: AnswerBook
  /** For each door, and within it each user, the place of the answer in the book, or -1. */
  readonly cells: Int32Array
}

/** One of the users comes from another Miniserver; to the model that is all the same. */
const REPLICA = 'Bert'

const DOORS: readonly ObjectKey[] = ['access:Front Door', 'access:Gate']

/** Days on either side of the instant that a case asks about first: two weeks. */
const DAYS_AROUND = 7
const DAY_MS = 86_400_000
const MINUTES_PER_WEEK = 10_080

/** Two weeks around the instant that a case asks about first, be that a whole minute or none. */
function twoWeeksOf({ questions }: Case): Span {
  return {
    fromMs: (questions[0]?.at ?? 0) - DAYS_AROUND * DAY_MS,
    minutes: (2 * DAYS_AROUND * DAY_MS) / MINUTE_MS,
  }
}

/** The week around the change of the zone's offset that is nearest to that instant, to the second of a minute that is the same; `undefined` where none is near. */
export function weekOfChange({ model, questions }: Case): Span | undefined {
  const at = questions[0]?.at ?? 0
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(model.zone)
  const changes = (['previous', 'next'] as const).flatMap(
    (direction) => local.getTimeZoneTransition(direction)?.epochMilliseconds ?? [],
  )
  const [nearest] = changes.sort((a, b) => Math.abs(a - at) - Math.abs(b - at))
  if (nearest === undefined || Math.abs(nearest - at) > DAYS_AROUND * DAY_MS) return undefined
  const minutesBefore = Math.ceil((at - nearest) / MINUTE_MS) + MINUTES_PER_WEEK / 2
  return { fromMs: at - minutesBefore * MINUTE_MS, minutes: MINUTES_PER_WEEK }
}

/** The case's program, audited over a span. */
export function auditedCase(found: Case, span = twoWeeksOf(found)): AuditedCase {
  const { model } = found
  const { fromMs } = span
  const program = programOf(model)
  switchModes(program, historyOf(model), fromMs)
  const replica = program.users.get(REPLICA)
  if (replica !== undefined) program.users.set(REPLICA, { ...replica, origin: '504F94A00002' })
  const users = model.users.map(({ id }) => id)
  const book = new AnswerBook()
  const question = {
    index: compileAccess(program),
    names: { program, origins: { name: (serial: string) => serial } },
    zone: tableOf(model.zone),
    ...{ span, users, doors: DOORS },
  }
  const cells = auditAccess(question, book)
  return { model: asSwitchedAt(model, program, span), program, span, users, doors: DOORS, book, cells }
}

/** Of whom the audit says nothing; the status may be a reason as well. */
export const NO_PERMISSION: Mark = { reason: 'NOT_CONFIGURED' }

/** What the audit says of each minute of a user at a door. Throws where runs do not begin with the span, go back, or repeat one. */
export function minuteByMinute({ book, cells, users, span }: AuditedCase, user: number, door: number): Mark[] {
  const place = cells[door * users.length + user] ?? -1
  const minutes = new Array<Mark>(span.minutes)
  if (place === -1) return minutes.fill(NO_PERMISSION)
  const { runs = new Int32Array(0) } = book.answers[place] ?? {}
  if (runs[0] !== 0) throw new Error(`the first run begins at minute ${runs[0]}`)
  forEachRun(runs, span.minutes, (from, until, at) => {
    const mark = book.marks[at]
    const isNew = from === 0 || minutes[from - 1] !== mark
    if (mark === undefined || from >= until || !isNew) throw new Error(`no run, or the same again, at minute ${from}`)
    minutes.fill(mark, from, until)
  })
  return minutes
}

/** Modes that logic has switched stay as they are when the audit begins (P-152); the model is told so by dates. */
function asSwitchedAt(model: Model, { operatingModes }: Program, { fromMs, minutes }: Span): Model {
  const first = wallClock(model.zone, fromMs).date
  const days = Math.ceil(minutes / 1440) + 3
  const later = Array.from({ length: days }, (_, day) => first.add({ days: day }).toString())
  const before = model.modesByLogic.map(({ mode, dates }) => ({
    mode,
    dates: dates.filter((date) => date < first.toString()),
  }))
  const on = [...operatingModes.values()].flatMap(({ id, active }) => (active ? [{ mode: id, dates: later }] : []))
  return { ...model, modesByLogic: [...before, ...on] }
}
