import { MINUTE_MS } from '../../sim/domain/access/audit/span.ts'
import { dateOfDay } from '../../sim/domain/access/local-date.ts'
import { localMinutes, MINUTES_PER_DAY, offsetMsAt, weekdayOf, type ZoneTable } from '../../sim/domain/time.ts'
import type { CompactAnswer, CompactAudit } from './compact-audit.ts'
import { openSpans } from './open-spans.ts'

/** A local date with the times at which a door opens on it, as its clock shows them. */
export interface OpenDay {
  /** Days since 1970-01-01. */
  readonly day: number
  /** `08:00–12:00`, in order; `00:00–24:00` is all day. */
  readonly times: readonly string[]
}

/** An answer's open times date by date, those without any included: so that people can read it, and weeks be compared. */
export function openDays(
  audit: Pick<CompactAudit, 'marks' | 'minutes' | 'fromMs'>,
  answer: Pick<CompactAnswer, 'runs'>,
  zone: ZoneTable,
): OpenDay[] {
  const { fromMs, minutes } = audit
  const [first, last] = [dayOf(zone, fromMs), dayOf(zone, fromMs + (minutes - 1) * MINUTE_MS)]
  const days = Array.from({ length: last - first + 1 }, (_, place) => ({ day: first + place, times: [] as string[] }))
  for (const { fromMs, untilMs } of openSpans(audit, answer)) {
    for (const piece of piecesOf(zone, fromMs, untilMs)) days[piece.day - first]?.times.push(piece.times)
  }
  return days
}

/** The minute that a clock of the zone shows. */
export function dayMinuteAt(zone: ZoneTable, ms: number): DayMinute {
  const day = dayOf(zone, ms)
  return { day, time: timeText(minuteOf(zone, ms, day)) }
}

/** A minute of a date, as its clock shows it. */
export interface DayMinute {
  /** Days since 1970-01-01. */
  readonly day: number
  /** `08:00` */
  readonly time: string
}

/** `2026-12-24`. */
export function dateText(day: number): string {
  const { year, month, day: ofMonth } = dateOfDay(day)
  return `${year}-${twoDigits(month)}-${twoDigits(ofMonth)}`
}

/** `Mo` … `Su`. */
export function weekdayText(day: number): string {
  return ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'][weekdayOf(day)] ?? ''
}

/** Cut at the midnights of the zone. Where a clock goes back within, both ends are told with their offset. */
function piecesOf(zone: ZoneTable, from: number, until: number): { day: number; times: string }[] {
  const [first, last] = [dayOf(zone, from), dayOf(zone, until - MINUTE_MS)]
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const day = first + place
    const start = day === first ? minuteOf(zone, from, day) : 0
    const end = day === last ? minuteOf(zone, until - MINUTE_MS, day) + 1 : MINUTES_PER_DAY
    const isBack = end <= start
    const offsets = isBack ? [offsetText(zone, from), offsetText(zone, until - MINUTE_MS)] : ['', '']
    return { day, times: `${timeText(start)}${offsets[0]}–${timeText(end)}${offsets[1]}` }
  })
}

function dayOf(zone: ZoneTable, ms: number): number {
  return Math.floor(localMinutes(zone, ms) / MINUTES_PER_DAY)
}

function minuteOf(zone: ZoneTable, ms: number, day: number): number {
  return localMinutes(zone, ms) - day * MINUTES_PER_DAY
}

function timeText(minute: number): string {
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
}

function offsetText(zone: ZoneTable, ms: number): string {
  const minutes = Math.round(offsetMsAt(zone, ms) / MINUTE_MS)
  return `${minutes < 0 ? '-' : '+'}${timeText(Math.abs(minutes))}`
}

function twoDigits(number: number): string {
  return `${number}`.padStart(2, '0')
}
