import fc from 'fast-check'
import type { CalendarDays } from '../../../sim/domain/program/calendar-entry.ts'
import type { OperatingMode, ScheduleEntry } from '../../../sim/domain/program/program.ts'
import type { Timed } from './schedule-by-hand.ts'

export const SPECIAL_MODES: readonly number[] = [0, 1, 10]
const WEEKDAYS = [3, 4, 5, 6, 7, 8, 9]
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Zones with rules of every kind, and a moment at which each changes its clocks. */
const CHANGES: readonly (readonly [string, number])[] = [
  ['Europe/Vienna', Date.UTC(2026, 2, 29, 1)],
  ['Europe/Vienna', Date.UTC(2026, 9, 25, 1)],
  ['Australia/Lord_Howe', Date.UTC(2025, 9, 4, 15, 30)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
  ['America/Asuncion', Date.UTC(2023, 9, 1, 4)],
  ['Africa/Cairo', Date.UTC(2024, 9, 31, 21)],
  ['Asia/Beirut', Date.UTC(2024, 2, 30, 22)],
  ['Pacific/Apia', Date.UTC(2011, 11, 30, 10)],
  ['Asia/Pyongyang', Date.UTC(2018, 4, 4, 15)],
  ['America/Caracas', Date.UTC(2016, 4, 1, 7)],
  ['Europe/Volgograd', Date.UTC(2020, 11, 26, 23)],
  ['Asia/Kolkata', Date.UTC(2026, 11, 31, 18, 30)],
]

/** Times of day, often those at which clocks change. */
const minute = fc.oneof(
  fc.integer({ min: 0, max: 1_440 }),
  fc.integer({ min: 0, max: 12 }).map((quarters) => 15 * quarters),
  fc.constantFrom(1_380, 1_410, 1_440),
)

const entry: fc.Arbitrary<ScheduleEntry> = fc.record({
  mode: fc.constantFrom(...SPECIAL_MODES, ...WEEKDAYS),
  fromMin: minute.map((one) => Math.min(one, 1_439)),
  toMin: minute,
})

/** A case around a change of the clock: all that happens lies within some days of it. */
export const timed: fc.Arbitrary<Timed & { readonly at: number }> = fc
  .constantFrom(...CHANGES)
  .chain(([zone, changeMs]) => {
    const at = fc.integer({ min: -4 * 1_440, max: 4 * 1_440 }).map((minutes) => changeMs + minutes * MINUTE_MS)
    return fc.record({
      zone: fc.constant(zone),
      schedule: fc.record({
        modes: fc.shuffledSubarray([...SPECIAL_MODES, ...WEEKDAYS]),
        entries: fc.array(entry, { maxLength: 8 }),
      }),
      switched: fc.subarray([...SPECIAL_MODES]).chain((ids) => fc.tuple(...ids.map((id) => mode(id, at)))),
      calendar: fc.array(fc.record({ mode: fc.constantFrom(...SPECIAL_MODES), days: daysAround(changeMs) }), {
        maxLength: 3,
      }),
      at: fc.oneof(
        at,
        fc.integer({ min: -90, max: 90 }).map((minutes) => changeMs + minutes * MINUTE_MS),
      ),
    })
  })

function mode(id: number, atMs: fc.Arbitrary<number>): fc.Arbitrary<OperatingMode> {
  return fc.record(
    {
      id: fc.constant(id),
      name: fc.constant(`Mode ${id}`),
      active: fc.boolean(),
      changed: fc.record({ atMs, activeBefore: fc.boolean() }),
    },
    { requiredKeys: ['id', 'name', 'active'] },
  )
}

function daysAround(centreMs: number): fc.Arbitrary<CalendarDays> {
  const date = fc.integer({ min: -5, max: 5 }).map((days) => {
    const day = new Date(centreMs + days * DAY_MS)
    return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() }
  })
  return fc.oneof(
    date.map(({ month, day }) => ({ kind: 'yearly-date' as const, month, day })),
    fc.integer({ min: -60, max: 60 }).map((offset) => ({ kind: 'easter' as const, offset })),
    date.map((one) => ({ kind: 'date' as const, date: one })),
    fc.tuple(date, date).map(([from, to]) => ({ kind: 'timespan' as const, from, to })),
    fc.tuple(date, date).map(([from, to]) => ({ kind: 'yearly-timespan' as const, from, to })),
    fc.tuple(date, fc.nat(6), fc.integer({ min: 1, max: 5 })).map(([{ month }, weekday, nth]) => {
      return { kind: 'weekday-in-month' as const, month, weekday, nth }
    }),
  )
}
