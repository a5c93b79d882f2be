import { compileAccess } from '../../sim/domain/access/access-index.ts'
import type { AccessAnswer, Via } from '../../sim/domain/access/audit/answer.ts'
import { auditAccess } from '../../sim/domain/access/audit/audit-access.ts'
import { MINUTE_MS } from '../../sim/domain/access/audit/span.ts'
import { zoneTable } from '../../sim/io/zone.ts'
import { type AskedDoor, type AskedUser, type AuditFilter, askedDoors, askedUsers } from './asked.ts'
import type { Audit, AuditAnswer, AuditCell } from './audit.ts'
import { type AuditedRig, type AuditedSite, namesAt } from './audited-rig.ts'
import { type AuditInterval, instantText } from './interval.ts'

/** Audits all sites of a rig, each by its own clock. Throws NOT_FOUND for who or what the filter names and is not there. */
export function buildAudit(rig: AuditedRig, interval: AuditInterval, filter: AuditFilter = {}): Audit {
  const { fromMs, untilMs } = interval
  const [users, doors] = [askedUsers(rig, filter), askedDoors(rig, filter)]
  const answers = new Answers(fromMs)
  return {
    schema: 'loxrig-audit/1',
    rig: rig.file.rig,
    from: instantText(fromMs),
    until: instantText(untilMs),
    minutes: (untilMs - fromMs) / MINUTE_MS,
    doors: doors.map(({ at, name }) => ({ site: at.site, name, timeZone: at.timeZone })),
    users: users.map(({ name, origin }) => ({ name, origin })),
    cells: rig.sites
      .flatMap((site) => cellsOf(rig, site, interval, { users, doors, answers }))
      .sort((a, b) => a.door - b.door),
    answers: answers.all,
  }
}

interface Asked {
  readonly users: readonly AskedUser[]
  readonly doors: readonly AskedDoor[]
  readonly answers: Answers
}

function cellsOf(
  { file }: AuditedRig,
  at: AuditedSite,
  { fromMs, untilMs }: AuditInterval,
  { users, doors, answers }: Asked,
): AuditCell[] {
  const here = doors.flatMap((door, place) => (door.at === at ? [{ place, uuid: door.uuid }] : []))
  const audit = auditAccess({
    index: compileAccess(at.program),
    names: namesAt(file, at),
    zone: zoneTable(at.timeZone, fromMs - AROUND_MS, untilMs + AROUND_MS),
    span: { fromMs, minutes: (untilMs - fromMs) / MINUTE_MS },
    doors: here.map(({ uuid }) => `access:${uuid}` as const),
    users: users.map(({ uuid }) => uuid),
  })
  const places = audit.answers.map((answer) => answers.placeOf(answer))
  const cells: AuditCell[] = []
  for (const [row, { place: door }] of here.entries()) {
    for (let user = 0; user < users.length; user++) {
      const answer = places[audit.cells[row * users.length + user] ?? -1]
      if (answer !== undefined) cells.push({ door, user, answer })
    }
  }
  return cells
}

/** Nights that began before, and switches of a mode around, are days on the clock of the zone as well. */
const AROUND_MS = 3 * 86_400_000

/** Each way of being answered once, in words. */
class Answers {
  readonly all: AuditAnswer[] = []
  readonly #fromMs: number
  readonly #places = new Map<string, number>()
  readonly #ways = new Map<Via, number>()
  readonly #texts = new Map<string, number>()
  /** A year has half a million minutes, and answers begin and end in the same few. */
  readonly #instants = new Map<number, string>()

  constructor(fromMs: number) {
    this.#fromMs = fromMs
  }

  placeOf({ minutes, runs }: AccessAnswer): number {
    const key = runs.map((run) => `${run.from} ${run.reason} ${this.#viaOf(run.via)}`).join()
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.all.length)
    const told = runs.map((run) => ({ ...run, from: this.#instant(run.from), until: this.#instant(run.until) }))
    return this.all.push({ minutes, runs: told }) - 1
  }

  /** Ways are many and long, and few of them are different. */
  #viaOf(via: Via | undefined): number {
    if (via === undefined) return -1
    const known = this.#ways.get(via)
    if (known !== undefined) return known
    const text = `${via.path}\t${via.schedule ?? ''}`
    const number = this.#texts.get(text) ?? this.#texts.size
    this.#texts.set(text, number)
    this.#ways.set(via, number)
    return number
  }

  #instant(minute: number): string {
    const known = this.#instants.get(minute) ?? instantText(this.#fromMs + minute * MINUTE_MS)
    this.#instants.set(minute, known)
    return known
  }
}
