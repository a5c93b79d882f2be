import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarDays, daysText, isDaysFault, writtenDays } from '../../../rigs/rig-file/calendar-days.ts'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'

const month = fc.integer({ min: 1, max: 12 })
const yearly = fc.record({ month, day: fc.integer({ min: 1, max: 28 }) })
const dated = fc.record({ year: fc.integer({ min: 2009, max: 2098 }), month, day: fc.integer({ min: 1, max: 28 }) })

const days: fc.Arbitrary<CalendarDays> = fc.oneof(
  yearly.map((day) => ({ kind: 'yearly-date' as const, ...day })),
  fc.integer({ min: -80, max: 250 }).map((offset) => ({ kind: 'easter' as const, offset })),
  dated.map((date) => ({ kind: 'date' as const, date })),
  dated.map((from) => ({ kind: 'timespan' as const, from, to: { ...from, year: from.year + 1 } })),
  fc.record({ kind: fc.constant('yearly-timespan' as const), from: yearly, to: yearly }),
  fc.record({
    kind: fc.constant('weekday-in-month' as const),
    month,
    weekday: fc.integer({ min: 0, max: 6 }),
    nth: fc.integer({ min: 1, max: 5 }),
  }),
)

test('days of every kind are read back as they were told', () => {
  fc.assert(
    fc.property(days, (each) => {
      expect(calendarDays(writtenDays(daysText(each)))).toEqual(each)
    }),
  )
})

test.for<[object, string]>([
  [{ yearly: '02-30' }, 'there is no 30 February'],
  [{ yearly: '04-31' }, 'there is no 31 April'],
  [{ yearly: '00-10' }, 'there is no month 0'],
  [{ yearly: '01-00' }, 'there is no 0 January'],
  [{ date: '2100-02-29' }, 'there is no 29 February 2100'],
  [{ from: '2026-01-02', to: '2026-01-01' }, 'before "from"'],
  [{ from: '2026-01-02', to: '01-01' }, 'another form'],
  [{ from: '01-02' }, '"from" and "to"'],
  [{}, 'exactly one'],
  [{ easter: 0, date: '2026-01-01' }, 'exactly one'],
])('%j are no days: %s', ([written, sentence]) => {
  const found = calendarDays(written)
  expect(isDaysFault(found) && found.fault).toContain(sentence)
})

test('29 February is a day of every year and of a leap year', () => {
  expect(calendarDays({ yearly: '02-29' })).toEqual({ kind: 'yearly-date', month: 2, day: 29 })
  expect(calendarDays({ date: '2096-02-29' })).toMatchObject({ date: { year: 2096 } })
})
