import { MINUTE_MS } from '../../../sim/domain/access/audit/span.ts'
import { zoneTable } from '../../../sim/io/zone.ts'
import { type CompactAnswer, type CompactAudit, cellsOf, runsOf } from '../../audit/compact-audit.ts'
import { dayMinuteAt, openDays } from '../../audit/local-days.ts'
import { weeklyText } from '../../audit/weekly.ts'
import { clockText } from '../../control/instants.ts'
import type { Paint } from '../paint.ts'
import { intervalText } from './interval.ts'
import { type Cell, table } from './table.ts'

export type AuditGrouping = 'door' | 'user' | 'site'

/** Who may enter where and when, in the words of a week; by door, user or site. Who may never is told with the reasons. Lines. */
export function renderAudit(audit: CompactAudit, by: AuditGrouping, paint: Paint): string[] {
  const groups = new Map<string, Row[]>()
  const sayings = new Map<string, string>()
  for (const { door, user, answer } of cellsOf(audit)) {
    const [at, who, said] = [audit.doors[door], audit.users[user], audit.answers[answer]]
    if (at === undefined || who === undefined || said === undefined) continue
    const key = `${answer} ${at.timeZone}`
    const when = sayings.get(key) ?? whenText(audit, said, at.timeZone)
    sayings.set(key, when)
    const names = { door: `${at.site}/${at.name}`, user: `${who.name}@${who.origin}`, site: at.site }
    const row = { ...names, when, minutes: said.minutes, ways: waysText(audit, said) }
    const group = groups.get(row[by]) ?? []
    groups.set(row[by], group)
    group.push(row)
  }
  const { fromMs, minutes } = audit
  const zones = audit.doors.map(({ timeZone }) => timeZone)
  const head = intervalText({ fromMs, untilMs: fromMs + minutes * MINUTE_MS }, zones)
  if (groups.size === 0) return [head, '', 'Nobody may enter anywhere.']
  const blocks = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  return [head, ...blocks.flatMap(([name, rows]) => ['', paint('bold', name), ...rowsOf(rows, by, paint)])]
}

interface Row {
  readonly door: string
  readonly user: string
  readonly site: string
  readonly when: string
  readonly minutes: number
  readonly ways: string
}

/** What does not head the group leads its rows. */
const COLUMNS = { door: ['user'], user: ['door'], site: ['door', 'user'] } as const satisfies Record<
  AuditGrouping,
  readonly (keyof Row)[]
>

function rowsOf(rows: readonly Row[], by: AuditGrouping, paint: Paint): string[] {
  const cells = rows.map((row): Cell[] => [
    ...COLUMNS[by].map((column) => row[column]),
    { text: durationText(row.minutes), style: row.minutes === 0 ? 'dim' : 'green' },
    row.when,
    { text: row.ways, style: 'dim' },
  ])
  return table(cells, { paint, indent: 2, isRagged: true })
}

function whenText(audit: CompactAudit, said: CompactAnswer, timeZone: string): string {
  const { fromMs, minutes } = audit
  const instant = (minute: number) => fromMs + minute * MINUTE_MS
  const reasons = new Set<string>()
  let [fromMinute, untilMinute] = [0, minutes]
  for (const { from, until, mark } of runsOf(audit, said)) {
    if (mark.reason === 'ALLOWED' || mark.reason === 'OUTSIDE_SCHEDULE') continue
    reasons.add(mark.reason)
    if (mark.reason === 'NOT_YET_VALID') fromMinute = until
    if (mark.reason === 'EXPIRED') untilMinute = from
  }
  if (said.minutes === 0) return `never: ${[...(reasons.size === 0 ? ['OUTSIDE_SCHEDULE'] : reasons)].join(', ')}`
  const zone = zoneTable(timeZone, fromMs - DAY_MS, instant(minutes) + DAY_MS)
  const [isLate, isEarly] = [fromMinute > 0, untilMinute < minutes]
  const bounds = {
    from: isLate ? dayMinuteAt(zone, instant(fromMinute)) : undefined,
    until: isEarly ? dayMinuteAt(zone, instant(untilMinute)) : undefined,
  }
  return [
    weeklyText(openDays(audit, said, zone), bounds),
    ...(isLate ? [`valid from ${clockText(timeZone, instant(fromMinute))}`] : []),
    ...(isEarly ? [`expires ${clockText(timeZone, instant(untilMinute))}`] : []),
  ].join('; ')
}

const DAY_MS = 86_400_000

/** `UG:Staff (Office Hours)`, each way that opens once; `deny UG:Visitors`, each that refuses. */
function waysText(audit: CompactAudit, said: CompactAnswer): string {
  const ways = new Set<string>(said.denies.map(({ path }) => `deny ${path}`))
  for (const { mark } of runsOf(audit, said)) {
    if (mark.via === undefined) continue
    const { path, schedule } = mark.via
    ways.add(schedule === undefined ? path : `${path} (${schedule})`)
  }
  return [...ways].join(', ')
}

/** `40:30`, hours and minutes. */
function durationText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${`${minutes % 60}`.padStart(2, '0')} h`
}
