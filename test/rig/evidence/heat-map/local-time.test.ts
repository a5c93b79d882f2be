import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { browserModule, type LocalTime, minutesOf } from './browser-module.ts'

const { daysOf, localAt, offsetsOf } = await browserModule<LocalTime>('local-time.js')

const ZONES = [
  ...['Europe/Vienna', 'Europe/Lisbon', 'America/New_York', 'Asia/Tokyo', 'Asia/Kathmandu', 'UTC'],
  // Half an hour of daylight saving; midnights that do not exist; a change at midnight; days that Ramadan changes.
  ...['Australia/Lord_Howe', 'America/Santiago', 'Asia/Beirut', 'Africa/Casablanca'],
]

const week = fc.record({
  zone: fc.constantFrom(...ZONES),
  from: fc.integer({ min: minutesOf('2015-01-01T00:00:00Z'), max: minutesOf('2035-01-01T00:00:00Z') }),
  minutes: fc.integer({ min: 1, max: 30 * 1440 }),
})

const zoned = (zone: string, at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at * 60_000).toZonedDateTimeISO(zone)

describe('local time in the page', () => {
  test("is Temporal's, at any minute of any zone", () => {
    fc.assert(
      fc.property(week, fc.double({ min: 0, max: 1, noNaN: true }), ({ zone, from, minutes }, share) => {
        const at = from + Math.floor(share * minutes)
        const { day, wall } = localAt(offsetsOf(zone, from, from + minutes), at)
        const { hour, minute } = zoned(zone, at)
        expect([day, wall]).toEqual([dayOf(zoned(zone, at)), hour * 60 + minute])
      }),
    )
  })

  test('has days as long as the clocks make them', () => {
    fc.assert(
      fc.property(week, ({ zone, from, minutes }) => {
        const days = daysOf(offsetsOf(zone, from, from + minutes), from, from + minutes)
        const [first, last] = [zoned(zone, from), zoned(zone, from + minutes - 1)]
        expect([days[0]?.day, days.at(-1)?.day]).toEqual([dayOf(first), dayOf(last)])
        for (const [index, { day, minutes: length }] of days.entries()) {
          expect(day).toBe((days[0]?.day ?? 0) + index)
          expect(length).toBe(first.startOfDay().add({ days: index }).hoursInDay * 60)
        }
      }),
    )
  })

  test.for([
    ['2026-10-25', 25 * 60, 'an hour twice'],
    ['2026-03-29', 23 * 60, 'an hour left out'],
    ['2026-10-24', 24 * 60, 'nothing new'],
  ] as const)('%s has %i minutes at Vienna: %s', ([date, minutes]) => {
    const [from, until] = [minutesOf(`${date}T06:00:00Z`), minutesOf(`${date}T07:00:00Z`)]
    const [day] = daysOf(offsetsOf('Europe/Vienna', from, until), from, until)
    expect(day?.minutes).toBe(minutes)
    expect(day?.pieces).toHaveLength(minutes === 1440 ? 1 : 2)
  })

  test('knows which minutes a clock shows twice', () => {
    const offsets = offsetsOf('Europe/Vienna', minutesOf('2026-10-24T00:00:00Z'), minutesOf('2026-10-26T00:00:00Z'))
    const isTwice = (time: string): boolean => localAt(offsets, minutesOf(`2026-10-25T${time}:00Z`)).isTwice
    expect(['23:59', '00:00', '00:59', '01:00', '01:59', '02:00'].map(isTwice)).toEqual([
      ...[false, true, true, true, true, false],
    ])
  })
})

function dayOf({ year, month, day }: Temporal.ZonedDateTime): number {
  return Date.UTC(year, month - 1, day) / 86_400_000
}
