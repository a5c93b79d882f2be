import type { YearlyDate } from '../program/calendar-entry.ts'

/**
 * Easter Sunday of a year of the Gregorian calendar, from 1583 on.
 *
 * The Sunday after the full moon of the church's tables on or after 21 March, by the algorithm of Meeus, Jones and Butcher.
 */
export function easterSunday(year: number): YearlyDate {
  const century = Math.floor(year / 100)
  const yearOfCentury = year % 100
  const goldenNumber = year % 19
  const fullMoon = daysToFullMoon(goldenNumber, century)
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - fullMoon - (yearOfCentury % 4)) % 7
  const tooLate = Math.floor((goldenNumber + 11 * fullMoon + 22 * sunday) / 451)
  const days = fullMoon + sunday - 7 * tooLate + 114
  return { month: Math.floor(days / 31), day: (days % 31) + 1 }
}

/** From 21 March; what leap years and moons are off by is put right once a century. */
function daysToFullMoon(goldenNumber: number, century: number): number {
  const leapYears = century - Math.floor(century / 4)
  const moons = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  return (19 * goldenNumber + leapYears - moons + 15) % 30
}
