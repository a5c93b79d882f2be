import { Temporal } from 'temporal-polyfill'
import { RigError } from '../../sim/domain/errors.ts'
import { instantAt } from '../control/instants.ts'

/** From when until when an audit is, milliseconds since 1970 UTC, both whole minutes. */
export interface AuditInterval {
  readonly fromMs: number
  readonly untilMs: number
}

/** Two years, so that one that is mistyped ends (P-154). */
const DAYS_MAX = 731
const DAY_MS = 86_400_000
const DEFAULT_DAYS = 7

/**
 * The interval that was asked for, its ends on the clock of a zone or instants; a day alone is the midnight it begins with, seconds
 * are cut off. Without a beginning from the midnight that today began with, without an end for seven days by that clock. Throws USAGE.
 */
export function auditInterval(
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  zone: string,
  nowMs: number,
): AuditInterval {
  const fromMs = from === undefined ? midnight(zone, nowMs) : wholeMinute(dayOrInstant(from, zone, nowMs))
  const untilMs = until === undefined ? daysLater(zone, fromMs) : wholeMinute(dayOrInstant(until, zone, nowMs))
  if (untilMs <= fromMs)
    throw new RigError('USAGE', `an audit ends after it begins: ${instantText(fromMs)} to ${instantText(untilMs)}`)
  if (untilMs - fromMs > DAYS_MAX * DAY_MS) throw new RigError('USAGE', `an audit is of ${DAYS_MAX} days at most`)
  return { fromMs, untilMs }
}

/** `2026-10-25T00:30:00Z`. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** A review is of days, and people write them so. */
function dayOrInstant(text: string, zone: string, nowMs: number): number {
  const day = text.trim()
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return instantAt(text, zone, nowMs, '2026-10-25')
  return instantAt(`${day}T00:00`, zone, nowMs)
}

function wholeMinute(ms: number): number {
  return Math.floor(ms / 60_000) * 60_000
}

/** Where a zone's midnight is no whole minute of UTC, that before it. */
function midnight(zone: string, nowMs: number): number {
  return wholeMinute(zoned(zone, nowMs).startOfDay().epochMilliseconds)
}

function daysLater(zone: string, fromMs: number): number {
  return wholeMinute(zoned(zone, fromMs).add({ days: DEFAULT_DAYS }).epochMilliseconds)
}

function zoned(zone: string, ms: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
}
