import { zoneTable } from '../../../sim/io/zone.ts'
import type { Audit, AuditAnswer } from '../../audit/audit.ts'
import { openDays } from '../../audit/local-days.ts'
import { weeklyText } from '../../audit/weekly.ts'
import type { Paint } from '../paint.ts'
import { type Cell, table } from './table.ts'

export type AuditGrouping = 'door' | 'user' | 'site'

/** Who may enter where and when, in the words of a week; by door, user or site. Who may never is told with the reasons. Lines. */
export function renderAudit(audit: Audit, by: AuditGrouping, paint: Paint): string[] {
  const groups = new Map<string, Row[]>()
  const sayings = new Map<string, string>()
  for (const { door, user, answer } of audit.cells) {
    const [at, who, said] = [audit.doors[door], audit.users[user], audit.answers[answer]]
    if (at === undefined || who === undefined || said === undefined) continue
    const key = `${answer} ${at.timeZone}`
    const when = sayings.get(key) ?? whenText(audit, said, at.timeZone)
    sayings.set(key, when)
    const row = { door: `${at.site}/${at.name}`, user: `${who.name}@${who.origin}`, site: at.site, when, said }
    groups.set(row[by], [...(groups.get(row[by]) ?? []), row])
  }
  const head = `${audit.from} to ${audit.until}, each door by its own clock (${zonesText(audit)})`
  if (groups.size === 0) return [head, '', 'Nobody may enter anywhere.']
  const blocks = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  return [head, ...blocks.flatMap(([name, rows]) => ['', paint('bold', name), ...rowsOf(rows, by, paint)])]
}

interface Row {
  readonly door: string
  readonly user: string
  readonly site: string
  readonly when: string
  readonly said: AuditAnswer
}

/** What does not head the group leads its rows. */
const COLUMNS = { door: ['user'], user: ['door'], site: ['door', 'user'] } as const satisfies Record<
  AuditGrouping,
  readonly (keyof Row)[]
>

function rowsOf(rows: readonly Row[], by: AuditGrouping, paint: Paint): string[] {
  const cells = rows.map((row): Cell[] => [
    ...COLUMNS[by].map((column) => row[column]),
    { text: durationText(row.said.minutes), style: row.said.minutes === 0 ? 'dim' : 'green' },
    row.when,
    { text: waysText(row.said), style: 'dim' },
  ])
  return table(cells, { paint, indent: 2, isRagged: true })
}

function whenText({ from, until }: Audit, said: AuditAnswer, timeZone: string): string {
  const zone = zoneTable(timeZone, Date.parse(from) - DAY_MS, Date.parse(until) + DAY_MS)
  const reasons = new Set(
    said.runs.flatMap(({ reason }) => (reason === 'ALLOWED' || reason === 'OUTSIDE_SCHEDULE' ? [] : [reason])),
  )
  const bounds = said.runs.flatMap(({ reason, from, until }) => {
    if (said.minutes === 0) return []
    return reason === 'NOT_YET_VALID' ? [`valid from ${until}`] : reason === 'EXPIRED' ? [`expires ${from}`] : []
  })
  if (said.minutes === 0) return `never: ${[...(reasons.size === 0 ? ['OUTSIDE_SCHEDULE'] : reasons)].join(', ')}`
  return [weeklyText(openDays(said, zone)), ...bounds].join('; ')
}

const DAY_MS = 86_400_000

/** `UG:Staff (Office Hours)`, each way that opens once. */
function waysText({ runs }: AuditAnswer): string {
  const ways = runs.flatMap(({ via }) => {
    if (via === undefined) return []
    return [via.schedule === undefined ? via.path : `${via.path} (${via.schedule})`]
  })
  return [...new Set(ways)].join(', ')
}

/** `40:30`, hours and minutes. */
function durationText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${`${minutes % 60}`.padStart(2, '0')} h`
}

function zonesText({ doors }: Audit): string {
  return [...new Set(doors.map(({ timeZone }) => timeZone))].join(', ') || 'there is no door'
}
