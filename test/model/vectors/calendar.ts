import type { CalendarEntry } from '../input.ts'
import { ALL_DAY, enters, HOLIDAY, SITE, times, WEEKDAYS } from './build.ts'
import type { Vector } from './vector.ts'

/** One holiday each, on which the door is open, and dates on which it is and is not. */
const ROWS: readonly [string, CalendarEntry, readonly string[], readonly string[]][] = [
  ['yearly date', { mode: 0, calMode: 0, day: '10-26' }, ['2026-10-26', '2027-10-26'], ['2026-10-25', '2026-10-27']],
  [
    '29 February in leap years only',
    { mode: 0, calMode: 0, day: '02-29' },
    ['2028-02-29'],
    ['2026-02-28', '2026-03-01'],
  ],
  ['Easter', { mode: 0, calMode: 1, easterOffset: 0 }, ['2026-04-05', '2027-03-28'], ['2026-04-04', '2027-04-05']],
  ['Good Friday', { mode: 0, calMode: 1, easterOffset: -2 }, ['2026-04-03', '2038-04-23'], ['2026-04-05']],
  ['Corpus Christi', { mode: 0, calMode: 1, easterOffset: 60 }, ['2026-06-04', '2027-05-27'], ['2026-06-05']],
  ['date', { mode: 0, calMode: 2, date: '2026-05-04' }, ['2026-05-04'], ['2025-05-04', '2027-05-04', '2026-05-05']],
  [
    'timespan, over a New Year too, once',
    { mode: 0, calMode: 3, from: '2026-12-30', to: '2027-01-02' },
    ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'],
    ['2026-12-29', '2027-01-03', '2027-12-30', '2026-01-01'],
  ],
  [
    'yearly timespan within a year',
    { mode: 0, calMode: 4, from: '07-04', to: '09-06' },
    ['2026-07-04', '2026-08-15', '2027-09-06'],
    ['2026-07-03', '2026-09-07', '2026-01-01'],
  ],
  [
    'yearly timespan over New Year (P-75)',
    { mode: 0, calMode: 4, from: '12-24', to: '01-06' },
    ['2026-12-24', '2026-12-31', '2026-01-01', '2027-01-06'],
    ['2026-12-23', '2027-01-07', '2026-07-01'],
  ],
  [
    'last Friday, the fifth in January and the fourth in February',
    { mode: 0, calMode: 5, month: 1, weekday: 5, nth: 5 },
    ['2026-01-30', '2027-01-29'],
    ['2026-01-23', '2026-02-27', '2026-01-29'],
  ],
  ['last Friday, 25 December', { mode: 0, calMode: 5, month: 12, weekday: 5, nth: 5 }, ['2026-12-25'], ['2026-12-18']],
  ['last Friday as the fourth', { mode: 0, calMode: 5, month: 2, weekday: 5, nth: 5 }, ['2026-02-27'], ['2026-02-20']],
  [
    'fourth Friday',
    { mode: 0, calMode: 5, month: 1, weekday: 5, nth: 4 },
    ['2026-01-23'],
    ['2026-01-30', '2026-01-16'],
  ],
  ['first Monday', { mode: 0, calMode: 5, month: 9, weekday: 1, nth: 1 }, ['2026-09-07'], ['2026-09-14', '2026-10-05']],
]

const schedules = [times([HOLIDAY, ...WEEKDAYS], [HOLIDAY, ...ALL_DAY])]

export const CALENDAR_VECTORS: readonly Vector[] = ROWS.map(([title, entry, on, off]) => ({
  number: 'C80',
  title,
  model: { ...SITE, schedules, calendar: [entry] },
  asks: [
    ...on.flatMap((date) => [enters(`${date}T00:00Z`, true), enters(`${date}T21:00Z`, true)]),
    ...off.map((date) => enters(`${date}T12:00Z`, false)),
  ],
}))
