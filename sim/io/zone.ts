import { Temporal } from 'temporal-polyfill'
import { RigError } from '../domain/errors.ts'
import type { ZoneTable } from '../domain/time.ts'

type Transition = ZoneTable['transitions'][number]

/**
 * A time zone as data for the span a run covers; both ends are milliseconds since 1970 UTC.
 *
 * The first entry begins at `fromUtcMs`, each further one where the offset changes up to `toUtcMs`. Throws INVALID for a zone
 * that this Node.js does not know.
 *
 * @param name an IANA name, `Europe/Vienna`
 */
export function zoneTable(name: string, fromUtcMs: number, toUtcMs: number): ZoneTable {
  let at = zonedDateTime(name, fromUtcMs)
  const transitions: Transition[] = [{ fromUtcMs, offsetMs: at.offsetNanoseconds / 1e6 }]
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds > toUtcMs) return { name, transitions }
    transitions.push({ fromUtcMs: next.epochMilliseconds, offsetMs: next.offsetNanoseconds / 1e6 })
    at = next
  }
}

/** Version of the time zone data that tables are made of, `2025c`; a run's trace names it. */
export const TIME_ZONE_DATA_VERSION: string = process.versions.tz ?? 'unknown'

function zonedDateTime(name: string, utcMs: number): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(utcMs)
  try {
    return instant.toZonedDateTimeISO(name)
  } catch (cause) {
    throw new RigError('INVALID', `there is no time zone '${name}'; use an IANA name such as Europe/Vienna`, { cause })
  }
}
