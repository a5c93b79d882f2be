import { compileAccess } from '../../sim/domain/access/access-index.ts'
import { AnswerBook } from '../../sim/domain/access/audit/answer-book.ts'
import { auditAccess } from '../../sim/domain/access/audit/audit-access.ts'
import { MINUTE_MS } from '../../sim/domain/access/audit/span.ts'
import { zoneTable } from '../../sim/io/zone.ts'
import { type AskedDoor, type AskedUser, type AuditFilter, askedDoors, askedUsers } from './asked.ts'
import { type AuditedRig, type AuditedSite, namesAt } from './audited-rig.ts'
import type { CompactAudit } from './compact-audit.ts'
import type { AuditInterval } from './interval.ts'

/** Audits all sites of a rig, each by its own clock. Throws NOT_FOUND for who or what the filter names and is not there. */
export function buildAudit(rig: AuditedRig, interval: AuditInterval, filter: AuditFilter = {}): CompactAudit {
  const [users, doors] = [askedUsers(rig, filter), askedDoors(rig, filter)]
  const book = new AnswerBook()
  const places = new Int32Array(doors.length * users.length)
  for (const site of rig.sites) placeAnswers(rig, site, interval, { users, doors, book, places })
  return {
    rig: rig.file.rig,
    fromMs: interval.fromMs,
    minutes: minutesOf(interval),
    doors: doors.map(({ at, name }) => ({ site: at.site, name, timeZone: at.timeZone })),
    users: users.map(({ name, origin }) => ({ name, origin })),
    marks: book.marks,
    answers: book.answers,
    places,
  }
}

interface Asked {
  readonly users: readonly AskedUser[]
  readonly doors: readonly AskedDoor[]
  readonly book: AnswerBook
  readonly places: Int32Array
}

function placeAnswers(
  { file }: AuditedRig,
  at: AuditedSite,
  interval: AuditInterval,
  { users, doors, book, places }: Asked,
): void {
  const { fromMs, untilMs } = interval
  const here = doors.flatMap((door, row) => (door.at === at ? [{ row, uuid: door.uuid }] : []))
  const question = {
    index: compileAccess(at.program),
    names: namesAt(file, at),
    zone: zoneTable(at.timeZone, fromMs - AROUND_MS, untilMs + AROUND_MS),
    span: { fromMs, minutes: minutesOf(interval) },
    doors: here.map(({ uuid }) => `access:${uuid}` as const),
    users: users.map(({ uuid }) => uuid),
  }
  const found = auditAccess(question, book)
  for (const [place, { row }] of here.entries())
    places.set(found.subarray(place * users.length, (place + 1) * users.length), row * users.length)
}

/** Nights that began before, and switches of a mode around, are days on the clock of the zone as well. */
const AROUND_MS = 3 * 86_400_000

function minutesOf({ fromMs, untilMs }: AuditInterval): number {
  return (untilMs - fromMs) / MINUTE_MS
}
