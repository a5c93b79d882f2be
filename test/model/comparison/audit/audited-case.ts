import { compileAccess } from '../../../../sim/domain/access/access-index.ts'
import type { AccessRun } from '../../../../sim/domain/access/audit/answer.ts'
import { type AccessAudit, auditAccess } from '../../../../sim/domain/access/audit/audit-access.ts'
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
  readonly audit: AccessAudit
}

/** One of the users comes from another Miniserver; to the model that is all the same. */
const REPLICA = 'Bert'

const DOORS: readonly ObjectKey[] = ['access:Front Door', 'access:Gate']

/** Days on either side of the instant that a case asks about first: two weeks. */
const DAYS_AROUND = 7
const DAY_MS = 86_400_000

/** The case's program, audited over two weeks around the instant that it asks about first, be that a whole minute or none. */
export function auditedCase({ model, questions }: Case): AuditedCase {
  const fromMs = (questions[0]?.at ?? 0) - DAYS_AROUND * DAY_MS
  const span = { fromMs, minutes: (2 * DAYS_AROUND * DAY_MS) / MINUTE_MS }
  const program = programOf(model)
  switchModes(program, historyOf(model), fromMs)
  const replica = program.users.get(REPLICA)
  if (replica !== undefined) program.users.set(REPLICA, { ...replica, origin: '504F94A00002' })
  const users = model.users.map(({ id }) => id)
  const audit = auditAccess({
    index: compileAccess(program),
    names: { program, origins: { name: (serial: string) => serial } },
    zone: tableOf(model.zone),
    ...{ span, users, doors: DOORS },
  })
  return { model: asSwitchedAt(model, program, span), program, span, users, doors: DOORS, audit }
}

/** What the audit says of each minute of a user at a door. Throws where runs leave a gap. */
export function minuteByMinute(
  { audit, users, span }: AuditedCase,
  user: number,
  door: number,
): (AccessRun | undefined)[] {
  const place = audit.cells[door * users.length + user] ?? -1
  const nothing: AccessRun = { from: 0, until: span.minutes, reason: 'NOT_CONFIGURED' }
  const minutes = new Array<AccessRun | undefined>(span.minutes).fill(undefined)
  let end = 0
  for (const run of place === -1 ? [nothing] : (audit.answers[place]?.runs ?? [])) {
    if (run.from !== end) throw new Error(`a gap, or two runs at once, at minute ${end}`)
    end = run.until
    for (let minute = run.from; minute < run.until; minute++) {
      minutes[minute] = run
    }
  }
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
