import type { CalendarDate, CalendarDays, YearlyDate } from '../program/calendar-entry.ts'
import { weekdayOf } from '../time.ts'
import { easterSunday } from './easter.ts'
import { dateOfDay } from './local-date.ts'

/**
 * Whether days of the operating times include a local day (§3.7.2, calMode 0–5). Both ends of a span are in it.
 *
 * A yearly timespan whose end lies before its start runs over New Year (P-75); 29 February comes in leap years only.
 *
 * @param day the local calendar day, as days since 1970-01-01
 */
export function isInCalendarDays(days: CalendarDays, day: number): boolean {
  switch (days.kind) {
    case 'yearly-date':
      return isSameDay(dateOfDay(day), days)
    case 'easter':
      return isEasterSunday(dateOfDay(day - days.offset))
    case 'date':
      return ordered(dateOfDay(day)) === ordered(days.date)
    case 'timespan':
      return isWithin(ordered(dateOfDay(day)), ordered(days.from), ordered(days.to))
    case 'yearly-timespan':
      return isWithinYear(orderedInYear(dateOfDay(day)), orderedInYear(days.from), orderedInYear(days.to))
    case 'weekday-in-month':
      return dateOfDay(day).month === days.month && weekdayOf(day) === days.weekday && isNth(day, days.nth)
  }
}

const LAST = 5

function isSameDay(date: YearlyDate, other: YearlyDate): boolean {
  return orderedInYear(date) === orderedInYear(other)
}

function isEasterSunday(date: CalendarDate): boolean {
  return isSameDay(date, easterSunday(date.year))
}

function isWithin(date: number, from: number, to: number): boolean {
  return from <= date && date <= to
}

function isWithinYear(date: number, from: number, to: number): boolean {
  return from <= to ? isWithin(date, from, to) : from <= date || date <= to
}

/** The first week of a month is its first seven days, whatever weekday they begin with. */
function isNth(day: number, nth: number): boolean {
  const { month, day: dayOfMonth } = dateOfDay(day)
  return nth === LAST ? dateOfDay(day + 7).month !== month : Math.ceil(dayOfMonth / 7) === nth
}

/** A number for each date, in the order of time. */
function ordered({ year, month, day }: CalendarDate): number {
  return 10_000 * year + orderedInYear({ month, day })
}

function orderedInYear({ month, day }: YearlyDate): number {
  return 100 * month + day
}
