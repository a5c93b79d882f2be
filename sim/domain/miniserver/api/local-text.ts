import { offsetMsAt, type ZoneTable } from '../../time.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Local date and time as the API writes it: `2025-10-23 15:35:16`. */
export function localText(wallMs: number, zone: ZoneTable): string {
  const localMs = wallMs + offsetMsAt(zone, wallMs)
  const days = Math.floor(localMs / DAY_MS)
  const seconds = Math.floor((localMs - days * DAY_MS) / 1000)
  return `${civilDate(days)} ${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** As global state `miniserverTime` does: `2017-07-03 13:01:36 +02:00:00`. */
export function localTextWithOffset(wallMs: number, zone: ZoneTable): string {
  const minutes = offsetMsAt(zone, wallMs) / MINUTE_MS
  const absolute = Math.abs(minutes)
  return `${localText(wallMs, zone)} ${minutes < 0 ? '-' : '+'}${two(absolute / 60)}:${two(absolute % 60)}:00`
}

/** Proleptic Gregorian date of a day since 1970, by the 400-year cycle that begins on 1 March (H. Hinnant, "chrono"). */
function civilDate(daysSince1970: number): string {
  const days = daysSince1970 + 719_468
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${year}-${two(month)}-${two(day)}`
}

function two(value: number): string {
  return Math.floor(value).toString().padStart(2, '0')
}
