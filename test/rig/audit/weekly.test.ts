import { describe, expect, test } from 'vitest'
import { dayMinuteAt, openDays } from '../../../rigs/audit/local-days.ts'
import { minus } from '../../../rigs/audit/open-spans.ts'
import { type WeeklyBounds, weeklyText } from '../../../rigs/audit/weekly.ts'
import { zoneTable } from '../../../sim/io/zone.ts'

const VIENNA = zoneTable('Europe/Vienna', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))

const MARKS = [{ reason: 'OUTSIDE_SCHEDULE' }, { reason: 'ALLOWED' }] as const
const [SHUT, OPEN] = [0, 1]

/** What people are told of a door that is open at these and shut between; each is [from, until) in UTC. */
function said(from: string, until: string, ...open: (readonly [string, string])[]): string {
  return saidWithin({}, from, until, ...open)
}

/** The same where the rest is told elsewhere. */
function saidWithin(bounds: WeeklyBounds, from: string, until: string, ...open: (readonly [string, string])[]): string {
  const fromMs = Date.parse(from)
  const minuteOf = (instant: string): number => (Date.parse(instant) - fromMs) / 60_000
  const runs: number[] = []
  let end = 0
  for (const [begin, close] of open) {
    if (minuteOf(begin) > end) runs.push(end, SHUT)
    runs.push(minuteOf(begin), OPEN)
    end = minuteOf(close)
  }
  const minutes = minuteOf(until)
  if (end < minutes) runs.push(end, SHUT)
  return weeklyText(openDays({ marks: MARKS, minutes, fromMs }, { runs }, VIENNA), bounds)
}

test('weekdays that are alike are told together, dates that are not by themselves', () => {
  const day = (date: number, hour: number) => new Date(Date.UTC(2026, 5, date, hour)).toISOString()
  const weekdays = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19].map(
    (date) => [day(date, 6), day(date, date === 10 ? 8 : 15)] as const,
  )
  expect(said('2026-05-31T22:00:00Z', '2026-06-21T22:00:00Z', ...weekdays)).toBe(
    'Mo–Fr 08:00–17:00; 2026-06-10 08:00–10:00',
  )
})

describe('what the validity of a user says is not said again', () => {
  const hour = (day: number, at: number) => new Date(Date.UTC(2026, 5, day, at - 2)).toISOString()
  const bounded = (
    last: readonly [number, number],
    end: readonly [number, number],
    from?: readonly [number, number],
  ) => {
    const open = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]
      .filter((day) => day < last[0])
      .map((day) => [hour(day, 8), hour(day, 17)] as const)
    const bounds = {
      until: dayMinuteAt(VIENNA, Date.parse(hour(...end))),
      ...(from && { from: dayMinuteAt(VIENNA, Date.parse(hour(...from))) }),
    }
    return saidWithin(bounds, '2026-05-31T22:00:00Z', '2026-06-21T22:00:00Z', ...open, [
      hour(last[0], 8),
      hour(...last),
    ])
  }

  test('days after the last, and the end of that', () => {
    expect(bounded([11, 17], [11, 17])).toBe('Mo–Fr 08:00–17:00')
    expect(bounded([11, 12], [11, 12])).toBe('Mo–Fr 08:00–17:00')
    expect(bounded([11, 17], [12, 0])).toBe('Mo–Fr 08:00–17:00')
  })

  test('but a day that is shorter than that is', () => {
    expect(bounded([11, 10], [11, 12])).toBe('Mo–Fr 08:00–17:00; 2026-06-11 08:00–10:00')
    expect(bounded([11, 17], [13, 0])).toBe('Mo–Fr 08:00–17:00; 2026-06-12 shut')
  })

  test('always is until then', () => {
    const day = (date: number, at: number) => hour(date, at)
    const bounds = {
      from: dayMinuteAt(VIENNA, Date.parse(day(2, 6))),
      until: dayMinuteAt(VIENNA, Date.parse(day(9, 12))),
    }
    expect(saidWithin(bounds, day(1, 0), day(21, 0), [day(2, 6), day(9, 12)])).toBe('always')
  })
})

test('always and never are words, and a night is told on both its dates', () => {
  const [from, until] = ['2026-06-01T22:00:00Z', '2026-06-03T22:00:00Z']
  expect(said(from, until, [from, until])).toBe('always')
  expect(said(from, until)).toBe('never')
  expect(said(from, until, ['2026-06-02T20:00:00Z', '2026-06-03T04:00:00Z'])).toBe('Tu 22:00–24:00, We 00:00–06:00')
})

test('an hour that comes twice is told with its offsets, where it ends before it begins', () => {
  const day = ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'] as const
  expect(said(...day, ['2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z'])).toBe('Su 02:30–03:00')
  expect(said(...day, ['2026-10-25T00:45:00Z', '2026-10-25T01:15:00Z'])).toBe('Su 02:45+02:00–02:15+01:00')
})

test('what is in one list of spans and not in the other is cut out exactly', () => {
  const span = (fromMs: number, untilMs: number) => ({ fromMs, untilMs })
  expect(minus([span(0, 10), span(20, 30)], [span(2, 4), span(8, 22)])).toEqual([span(0, 2), span(4, 8), span(22, 30)])
  expect(minus([span(0, 10)], [])).toEqual([span(0, 10)])
  expect(minus([span(0, 10)], [span(0, 10)])).toEqual([])
})
