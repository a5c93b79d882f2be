import { describe, expect, test } from 'vitest'
import { isInCalendarDays } from '../../../sim/domain/access/calendar-days.ts'
import type { CalendarDate, CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import { dayOf } from './days.ts'

const leap: CalendarDays = { kind: 'yearly-date', month: 2, day: 29 }
const christmas: CalendarDays = {
  kind: 'yearly-timespan',
  from: { month: 12, day: 24 },
  to: { month: 1, day: 6 },
}
const summer: CalendarDays = { kind: 'yearly-timespan', from: { month: 7, day: 4 }, to: { month: 9, day: 6 } }
const aDay: CalendarDays = { kind: 'yearly-timespan', from: { month: 5, day: 1 }, to: { month: 5, day: 1 } }
const once: CalendarDays = { kind: 'timespan', from: date('2026-12-30'), to: date('2027-01-02') }
const nth = (nth: number, month = 1): CalendarDays => ({ kind: 'weekday-in-month', month, weekday: 4, nth })

describe('isInCalendarDays()', () => {
  test.for<[string, CalendarDays, string[], string[]]>([
    [
      'a yearly date comes every year',
      { kind: 'yearly-date', month: 10, day: 26 },
      ['2025-10-26', '2026-10-26', '2100-10-26'],
      ['2026-10-25', '2026-10-27', '2026-09-26', '2026-11-26'],
    ],
    ['29 February comes in leap years', leap, ['2024-02-29', '2000-02-29'], ['2026-02-28', '2026-03-01', '2100-03-01']],
    [
      'a date comes once',
      { kind: 'date', date: date('2026-05-04') },
      ['2026-05-04'],
      ['2025-05-04', '2027-05-04', '2026-05-05', '2026-04-04', '2026-05-03'],
    ],
    [
      'a timespan has both its ends and comes once',
      once,
      ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'],
      ['2026-12-29', '2027-01-03', '2027-12-31', '2025-12-31', '2026-01-01'],
    ],
    [
      'a yearly timespan has both its ends',
      summer,
      ['2026-07-04', '2026-08-15', '2026-09-06', '2031-07-31'],
      ['2026-07-03', '2026-09-07', '2026-01-01', '2026-12-31'],
    ],
    ['a yearly timespan may be one day', aDay, ['2026-05-01'], ['2026-04-30', '2026-05-02', '2026-12-31']],
    [
      'a yearly timespan that ends before it begins runs over New Year (P-75)',
      christmas,
      ['2026-12-24', '2026-12-31', '2027-01-01', '2027-01-06', '2026-01-05'],
      ['2026-12-23', '2027-01-07', '2026-07-01', '2026-11-30', '2026-02-06'],
    ],
    ['the first Friday is that of the first seven days', nth(1, 5), ['2026-05-01'], ['2026-05-08', '2026-04-03']],
    ['the second Friday', nth(2), ['2026-01-09'], ['2026-01-02', '2026-01-16', '2026-01-08']],
    ['the fourth Friday', nth(4), ['2026-01-23'], ['2026-01-16', '2026-01-30', '2026-02-27']],
    ['the fifth Friday is the last, where there are five', nth(5), ['2026-01-30'], ['2026-01-23', '2026-02-27']],
    ['the fifth Friday is the last, where there are four', nth(5, 2), ['2026-02-27'], ['2026-02-20', '2026-01-30']],
    ['the last Friday of a leap February', nth(5, 2), ['2008-02-29'], ['2008-02-22']],
    ['the last Friday of a year', nth(5, 12), ['2027-12-31'], ['2027-12-24']],
  ])('%s', ([, days, inside, outside]) => {
    const included = [...inside, ...outside].filter((day) => isInCalendarDays(days, dayOf(day)))
    expect(included).toEqual(inside)
  })

  test.for<[string, number, string[], string[]]>([
    ['Easter Sunday', 0, ['2026-04-05', '2027-03-28'], ['2026-04-04', '2026-04-06', '2027-04-05', '2026-03-05']],
    ['Easter Monday', 1, ['2026-04-06', '2027-03-29'], ['2026-04-05']],
    ['Good Friday', -2, ['2026-04-03', '2027-03-26'], ['2026-04-05', '2026-04-07']],
    ['Shrove Tuesday', -47, ['2026-02-17', '2024-02-13'], ['2026-02-16']],
    ['Corpus Christi', 60, ['2026-06-04', '2027-05-27'], ['2026-06-05']],
    ['a day of the year before, by its Easter', -120, ['2025-12-06', '2026-11-28'], ['2026-12-06']],
    ['a day of the year after, by its Easter', 300, ['2027-01-30', '2028-01-22'], ['2026-01-30']],
  ])('%s is %i days after Easter', ([, offset, inside, outside]) => {
    const days = { kind: 'easter', offset } as const
    expect([...inside, ...outside].filter((day) => isInCalendarDays(days, dayOf(day)))).toEqual(inside)
  })
})

function date(text: string): CalendarDate {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return { year, month, day }
}
