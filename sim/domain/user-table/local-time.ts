import { dateOfDay } from '../access/local-date.ts'
import { MINUTES_PER_DAY, offsetMsAt, type ZoneTable } from '../time.ts'

/** What is wrong with a written time: it is none, or no clock of the zone ever shows it. */
type TimeFault = 'none' | 'gap'

export type WrittenTime =
  | { readonly atMs: number; readonly isTwice: boolean }
  | { readonly fault: TimeFault; readonly atMs?: undefined }

const DAY_MS = MINUTES_PER_DAY * 60_000
const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<milli>\d{1,3}))?)?`
/** `2026-10-25T02:30`, with seconds and with an offset where it has them. */
const ISO = new RegExp(`^(?<year>\\d{4,6})-(?<month>\\d{2})-(?<day>\\d{2})[T ]${CLOCK}(?<offset>Z|[+-]\\d{2}:\\d{2})?$`)
/** `25.10.2026 02:30`, as a German spreadsheet shows it. */
const GERMAN = new RegExp(`^(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>\\d{4}) +${CLOCK}$`)

/**
 * The instant of a time as a table has it: `2026-10-25T02:30` or `25.10.2026 02:30` by the clock of the zone, or with an offset.
 * Of a time that the clock shows twice it is the first, `isTwice`; one that it never shows is a fault.
 */
export function instantOf(written: string, zone: ZoneTable): WrittenTime {
  const parts = (ISO.exec(written.trim()) ?? GERMAN.exec(written.trim()))?.groups
  const localMs = parts === undefined ? undefined : localMsOf(parts)
  if (parts === undefined || localMs === undefined) return { fault: 'none' }
  if (parts.offset !== undefined) return { atMs: localMs - offsetMsOf(parts.offset), isTwice: false }
  const instants = instantsAt(localMs, zone)
  const [atMs] = instants
  return atMs === undefined ? { fault: 'gap' } : { atMs, isTwice: instants.length > 1 }
}

/** The reverse, as short as it goes: with an offset where the clock shows it twice and this is not the first. */
export function timeText(atMs: number, zone: ZoneTable): string {
  const offsetMs = offsetMsAt(zone, atMs)
  const localMs = atMs + offsetMs
  const isFirst = instantsAt(localMs, zone)[0] === atMs
  const day = Math.floor(localMs / DAY_MS)
  const { year, month, day: dayOfMonth } = dateOfDay(day)
  const msOfDay = localMs - day * DAY_MS
  const milli = msOfDay % 1_000
  const second = Math.floor(msOfDay / 1_000) % 60
  const fraction = milli === 0 ? '' : `.${digits(milli, 3)}`
  const seconds = second === 0 && milli === 0 ? '' : `:${digits(second, 2)}${fraction}`
  const clock = `${digits(Math.floor(msOfDay / 3_600_000), 2)}:${digits(Math.floor(msOfDay / 60_000) % 60, 2)}${seconds}`
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(dayOfMonth, 2)}T${clock}${isFirst ? '' : offsetText(offsetMs)}`
}

type Parts = Readonly<Record<string, string | undefined>>

/** As if the clock showed UTC; `undefined` for a time of no day. */
function localMsOf({ year, month, day, hour, minute, second = '0', milli = '0' }: Parts): number | undefined {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)]
  const date = { year: Number(year), month: Number(month), day: Number(day) }
  const days = daysOf(date)
  const shown = dateOfDay(days)
  const isDay = shown.year === date.year && shown.month === date.month && shown.day === date.day
  if (!isDay || hours > 23 || minutes > 59 || seconds > 59) return undefined
  return days * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + Number(milli.padEnd(3, '0'))
}

/** Days since 1970-01-01 in the Gregorian calendar, its years reckoned from March, so that a leap day is their last. */
function daysOf({ year, month, day }: { readonly year: number; readonly month: number; readonly day: number }): number {
  const fromMarch = month > 2 ? { year, month: month - 3 } : { year: year - 1, month: month + 9 }
  const leapDays = Math.floor(fromMarch.year / 4) - Math.floor(fromMarch.year / 100) + Math.floor(fromMarch.year / 400)
  return 365 * fromMarch.year + leapDays + Math.floor((153 * fromMarch.month + 2) / 5) + day - 1 - 719_468
}

/** When the clock of the zone shows a time, earliest first: once, twice, or never. */
function instantsAt(localMs: number, zone: ZoneTable): number[] {
  const offsets = new Set([offsetMsAt(zone, localMs - DAY_MS), offsetMsAt(zone, localMs + DAY_MS)])
  return [...offsets]
    .map((offsetMs) => localMs - offsetMs)
    .filter((atMs) => atMs + offsetMsAt(zone, atMs) === localMs)
    .sort((a, b) => a - b)
}

function offsetMsOf(text: string): number {
  if (text === 'Z') return 0
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number)
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

function offsetText(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000
  return `${offsetMs < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60), 2)}:${digits(minutes % 60, 2)}`
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
