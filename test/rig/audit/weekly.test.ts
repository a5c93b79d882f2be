import { expect, test } from 'vitest'
import type { AuditAnswer } from '../../../rigs/audit/audit.ts'
import { openDays } from '../../../rigs/audit/local-days.ts'
import { minus } from '../../../rigs/audit/open-spans.ts'
import { weeklyText } from '../../../rigs/audit/weekly.ts'
import { zoneTable } from '../../../sim/io/zone.ts'

const VIENNA = zoneTable('Europe/Vienna', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))

/** Open at these, shut between; each is [from, until) in UTC. */
function answer(from: string, until: string, ...open: (readonly [string, string])[]): AuditAnswer {
  const edges = [[from, from] as const, ...open, [until, until] as const]
  const runs = edges.flatMap(([start, end], place) => {
    const before = edges[place - 1]?.[1]
    const shut =
      before === undefined || before === start
        ? []
        : [{ from: before, until: start, reason: 'OUTSIDE_SCHEDULE' as const }]
    return start === end ? shut : [...shut, { from: start, until: end, reason: 'ALLOWED' as const }]
  })
  return { minutes: 0, runs }
}

const said = (each: AuditAnswer): string => weeklyText(openDays(each, VIENNA))

test('weekdays that are alike are told together, dates that are not by themselves', () => {
  const day = (date: number, hour: number) => new Date(Date.UTC(2026, 5, date, hour)).toISOString()
  const weekdays = [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19].map(
    (date) => [day(date, 6), day(date, date === 10 ? 8 : 15)] as const,
  )
  expect(said(answer('2026-05-31T22:00:00Z', '2026-06-21T22:00:00Z', ...weekdays))).toBe(
    'Mo–Fr 08:00–17:00; 2026-06-10 08:00–10:00',
  )
})

test('always and never are words, and a night is told on both its dates', () => {
  const [from, until] = ['2026-06-01T22:00:00Z', '2026-06-03T22:00:00Z']
  expect(said(answer(from, until, [from, until]))).toBe('always')
  expect(said(answer(from, until))).toBe('never')
  expect(said(answer(from, until, ['2026-06-02T20:00:00Z', '2026-06-03T04:00:00Z']))).toBe(
    'Tu 22:00–24:00, We 00:00–06:00',
  )
})

test('an hour that comes twice is told with its offsets, where it ends before it begins', () => {
  const fold = answer('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', ['2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z'])
  expect(said(fold)).toBe('Su 02:30–03:00')
  const over = answer('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', ['2026-10-25T00:45:00Z', '2026-10-25T01:15:00Z'])
  expect(said(over)).toBe('Su 02:45+02:00–02:15+01:00')
})

test('what is in one list of spans and not in the other is cut out exactly', () => {
  const span = (fromMs: number, untilMs: number) => ({ fromMs, untilMs })
  expect(minus([span(0, 10), span(20, 30)], [span(2, 4), span(8, 22)])).toEqual([span(0, 2), span(4, 8), span(22, 30)])
  expect(minus([span(0, 10)], [])).toEqual([span(0, 10)])
  expect(minus([span(0, 10)], [span(0, 10)])).toEqual([])
})
