import { Temporal } from 'temporal-polyfill'
import { instantAt } from '../control/instants.ts'

const DAY_MS = 86_400_000
const TIME_OF_DAY = /^\d{2}:\d{2}/
const OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/

/**
 * The instant that a clock of the zone shows this, in milliseconds since 1970 UTC. A time of day alone is the next one, today or
 * tomorrow. Throws RigError USAGE where there is no such day or time.
 */
export function nextInstant(text: string, zone: string, nowMs: number): number {
  const today = instantAt(text, zone, nowMs)
  return isTimeOfDay(text) && today <= nowMs ? instantAt(text, zone, nowMs + DAY_MS) : today
}

/** Whether the day is left out, so that the next one is meant. */
export function isTimeOfDay(text: string): boolean {
  return TIME_OF_DAY.test(text)
}

/** Whether the clocks of the zone skip what was written, at the instant that stands in for it. */
export function isSkipped(text: string, zone: string, instantMs: number): boolean {
  const written = text.trim().replace(' ', 'T')
  if (OFFSET.test(written)) return false
  const shown = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone)
  return isTimeOfDay(written)
    ? !shown.toPlainTime().equals(Temporal.PlainTime.from(written))
    : !shown.toPlainDateTime().equals(Temporal.PlainDateTime.from(written))
}

/**
 * The instant at which a run starts, `undefined` where there is no such day, time or zone, or where the zone's clocks skip it;
 * what `Start` allows.
 */
export function startInstant(text: string): number | undefined {
  const written = text.trim().replace(' ', 'T')
  try {
    if (!written.endsWith(']')) return Temporal.Instant.from(written).epochMilliseconds
    const start = Temporal.ZonedDateTime.from(written)
    return start.toPlainDateTime().equals(Temporal.PlainDateTime.from(written)) ? start.epochMilliseconds : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
