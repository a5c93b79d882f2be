import { stringify } from 'csv-stringify/sync'
import { localText } from '../control/instants.ts'
import type { Audit, AuditRun } from './audit.ts'
import type { AuditDiff, CauseSide } from './diff.ts'

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
 * (P-77). What a spreadsheet would take for a formula has an apostrophe before it.
 */
export function auditCsv({ doors, users, answers, cells }: Audit): string {
  const rows = cells.flatMap(({ door, user, answer }) => {
    const { site = '', name = '', timeZone = 'UTC' } = doors[door] ?? {}
    const who = users[user]
    return (answers[answer]?.runs ?? []).map((run) => [
      site,
      name,
      who?.name,
      who?.origin,
      ...runColumns(run, timeZone),
    ])
  })
  return csvText([HEAD, ...rows])
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
  return csvText([head, ...rows])
}

function csvText(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true },
  )
}

function runColumns({ from, until, reason, via }: AuditRun, timeZone: string): (string | number | undefined)[] {
  const [fromMs, untilMs] = [Date.parse(from), Date.parse(until)]
  const local = [localText(timeZone, fromMs), localText(timeZone, untilMs)]
  const opens = reason === 'ALLOWED' ? 'yes' : 'no'
  return [opens, from, until, ...local, minutesOf(from, until), reason, via?.path, via?.schedule]
}

function sideText(side: CauseSide | undefined): string {
  return side === undefined ? 'none' : [side.value, ...(side.where === undefined ? [] : [`(${side.where})`])].join(' ')
}

function minutesOf(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 60_000
}
