import { instantText } from '../../audit/interval.ts'
import { clockText } from '../../control/instants.ts'

interface Interval {
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * An interval as the clocks of some doors show it, each zone named once: `2026-10-19 00:00 to 2026-10-26 00:00 (Europe/Vienna)`.
 * Without a door in UTC.
 */
export function intervalText({ fromMs, untilMs }: Interval, zones: readonly string[]): string {
  const told = [...new Set(zones)].map((zone) => `${clockText(zone, fromMs)} to ${clockText(zone, untilMs)} (${zone})`)
  return told.length === 0 ? `${instantText(fromMs)} to ${instantText(untilMs)}` : told.join(', ')
}
