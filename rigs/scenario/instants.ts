import { Temporal } from 'temporal-polyfill'
import { instantAt } from '../control/instants.ts'

const DAY_MS = 86_400_000
const TIME_OF_DAY = /^\d{2}:\d{2}/

/**
 * The instant that a clock of the zone shows this, in milliseconds since 1970 UTC. A time of day alone is the next one, today or
 * tomorrow. Throws RigError USAGE where there is no such day or time.
 */
export function nextInstant(text: string, zone: string, nowMs: number): number {
  const today = instantAt(text, zone, nowMs)
  return TIME_OF_DAY.test(text) && today <= nowMs ? instantAt(text, zone, nowMs + DAY_MS) : today
}

/** The instant at which a run starts, `undefined` where there is no such day, time or zone; what `Start` allows. */
export function startInstant(text: string): number | undefined {
  const written = text.trim().replace(' ', 'T')
  try {
    const isLocal = written.endsWith(']')
    return isLocal
      ? Temporal.ZonedDateTime.from(written).epochMilliseconds
      : Temporal.Instant.from(written).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
