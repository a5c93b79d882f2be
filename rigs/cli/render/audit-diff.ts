import type { AccessCause, AccessChange, AccessSpan, AuditDiff, CauseSide } from '../../audit/diff.ts'
import { localText } from '../../control/instants.ts'
import { harmless, type Paint } from '../paint.ts'
import { intervalText } from './interval.ts'

/** Stretches that are told of each gain and loss; of more the number. */
const SPANS_MAX = 4

/**
 * Who gains `+` and who loses `-`, when, by the clock of the door, and because of what: a cause has the line that says it, before and after.
 */
export function renderAuditDiff(diff: AuditDiff, paint: Paint): string[] {
  const ends = { fromMs: Date.parse(diff.from), untilMs: Date.parse(diff.until) }
  const zones = diff.changes.map(({ timeZone }) => timeZone)
  const head = `${intervalText(ends, zones)}: ${diff.before} → ${diff.after}`
  if (diff.changes.length === 0) return [head, '', 'Nobody gains and nobody loses.']
  return [head, ...diff.changes.flatMap((change) => ['', ...changeLines(change, paint)])]
}

function changeLines(change: AccessChange, paint: Paint): string[] {
  const { site, door, timeZone, user, origin, gained, lost, causes } = change
  return [
    paint('bold', harmless(`${user}@${origin} at ${site}/${door}`)),
    ...(gained.length === 0 ? [] : [paint('green', `  + gains ${spansText(gained, timeZone)}`)]),
    ...(lost.length === 0 ? [] : [paint('red', `  - loses ${spansText(lost, timeZone)}`)]),
    ...causes.map((cause) => `    because ${harmless(causeText(cause))}`),
  ]
}

function spansText(spans: readonly AccessSpan[], zone: string): string {
  const minutes = spans.reduce((sum, { from, until }) => sum + (Date.parse(until) - Date.parse(from)) / 60_000, 0)
  const told = spans.slice(0, SPANS_MAX).map(({ from, until }) => `${timeText(from, zone)} – ${timeText(until, zone)}`)
  const more = spans.length - SPANS_MAX
  const duration = `${Math.floor(minutes / 60)}:${`${minutes % 60}`.padStart(2, '0')} h`
  return `${duration}: ${[...told, ...(more > 0 ? [`and ${more} more`] : [])].join(', ')}`
}

/** `2026-10-25 02:30+02:00`. */
function timeText(instant: string, zone: string): string {
  return localText(zone, Date.parse(instant))
    .replace('T', ' ')
    .replace(/:00(?=[+-])/, '')
}

function causeText({ name, before, after }: AccessCause): string {
  if (before === undefined) return `${name} is new: ${sideText(after)}`
  if (after === undefined) return `${name} is gone: was ${sideText(before)}`
  return `${name}: ${sideText(before)} → ${sideText(after)}`
}

function sideText(side: CauseSide | undefined): string {
  if (side === undefined) return 'none'
  return side.where === undefined ? side.value : `${side.value} (${side.where})`
}
