import { stringify } from 'csv-stringify/sync'
import type { Mark } from '../../sim/domain/access/audit/answer.ts'
import { MINUTE_MS } from '../../sim/domain/access/audit/span.ts'
import { localText } from '../control/instants.ts'
import { type CompactAnswer, type CompactAudit, cellsOf, runsOf } from './compact-audit.ts'
import type { AuditDiff, CauseSide } from './diff.ts'
import { instantsOf, remembering } from './instants.ts'

const HEAD = [
  'site',
  'door',
  'user',
  'origin',
  'opens',
  'from',
  'until',
  'local from',
  'local until',
  'minutes',
  'reason',
  'via',
  'schedule',
]

/**
 * An audit as CSV, a row for each run of each pair: UTF-8 with BOM, `;` between and lines that end with CRLF, as spreadsheets like it
 * (P-77). What a spreadsheet would take for a formula has an apostrophe before it. Piece by piece, each of whole lines.
 */
export function* auditCsv(audit: CompactAudit): Generator<string> {
  yield csvText([HEAD], { bom: true })
  let rows: Row[] = []
  for (const row of rowsOf(audit)) {
    rows.push(row)
    if (rows.length < ROWS_OF_PIECE) continue
    yield csvText(rows)
    rows = []
  }
  if (rows.length > 0) yield csvText(rows)
}

/** A difference as CSV, a row for each stretch that somebody gains or loses, with its causes in one column. */
export function auditDiffCsv({ changes }: AuditDiff): string {
  const head = ['site', 'door', 'user', 'origin', 'change', 'from', 'until', 'minutes', 'because']
  const rows = changes.flatMap((change) => {
    const { site, door, user, origin, causes } = change
    const because = causes
      .map(({ name, before, after }) => `${name}: ${sideText(before)} → ${sideText(after)}`)
      .join('; ')
    return (['gained', 'lost'] as const).flatMap((kind) =>
      change[kind].map(({ from, until }) => [
        site,
        door,
        user,
        origin,
        kind,
        from,
        until,
        minutesOf(from, until),
        because,
      ]),
    )
  })
  return csvText([head, ...rows], { bom: true })
}

type Row = readonly (string | number | undefined)[]

const ROWS_OF_PIECE = 1_000

function csvText(rows: readonly Row[], { bom = false } = {}): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom, delimiter: ';', record_delimiter: 'windows', escape_formulas: true },
  )
}

function* rowsOf(audit: CompactAudit): Generator<Row> {
  const { doors, users, answers, fromMs } = audit
  const instant = instantsOf(audit)
  const clocks = new Map(
    doors.map(({ timeZone }) => [timeZone, remembering((minute) => localText(timeZone, fromMs + minute * MINUTE_MS))]),
  )
  for (const { door, user, answer } of cellsOf(audit)) {
    const [at, who, said] = [doors[door], users[user], answers[answer]]
    const local = clocks.get(at?.timeZone ?? '') ?? instant
    if (at === undefined || who === undefined || said === undefined) continue
    for (const { from, until, mark } of runsOf(audit, said)) {
      yield [
        ...[at.site, at.name, who.name, who.origin, mark.reason === 'ALLOWED' ? 'yes' : 'no'],
        ...[instant(from), instant(until), local(from), local(until), until - from],
        ...[mark.reason, viaText(mark, said), mark.via?.schedule],
      ]
    }
  }
}

/** By what the door opens, or all that refuse it. */
function viaText({ reason, via }: Mark, { denies }: CompactAnswer): string | undefined {
  return reason === 'DENIED' ? denies.map(({ path }) => path).join(', ') : via?.path
}

function sideText(side: CauseSide | undefined): string {
  return side === undefined ? 'none' : [side.value, ...(side.where === undefined ? [] : [`(${side.where})`])].join(' ')
}

function minutesOf(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 60_000
}
