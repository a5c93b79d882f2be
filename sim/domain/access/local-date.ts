import type { CalendarDate } from '../program/calendar-entry.ts'

const DAYS_PER_4_YEARS = 1_461
const DAYS_PER_CENTURY = 36_524
const DAYS_PER_400_YEARS = 146_097
/** From 1 March of the year 0, with which the 400 years of leap days begin best, to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_468

/** The date of a day, as days since 1970-01-01 (`localDay()`), in the Gregorian calendar. */
export function dateOfDay(day: number): CalendarDate {
  const sinceMarch0 = day + DAYS_BEFORE_1970
  const cycle = Math.floor(sinceMarch0 / DAYS_PER_400_YEARS)
  const dayOfCycle = sinceMarch0 - cycle * DAYS_PER_400_YEARS
  const leapDays =
    Math.floor(dayOfCycle / (DAYS_PER_4_YEARS - 1)) -
    Math.floor(dayOfCycle / DAYS_PER_CENTURY) +
    Math.floor(dayOfCycle / (DAYS_PER_400_YEARS - 1))
  const year = Math.floor((dayOfCycle - leapDays) / 365)
  const dayOfYear = dayOfCycle - 365 * year - Math.floor(year / 4) + Math.floor(year / 100)
  // From March on, months have 153 days in five.
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: 400 * cycle + year + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}
