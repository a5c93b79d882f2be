import { describe, expect, test } from 'vitest'
import { auditInterval } from '../../../rigs/audit/interval.ts'

const NOW_MS = Date.UTC(2026, 9, 20, 8)
const asked = (from?: string, until?: string): string[] => {
  const { fromMs, untilMs } = auditInterval({ from, until }, 'Europe/Vienna', NOW_MS)
  return [fromMs, untilMs].map((ms) => new Date(ms).toISOString())
}

describe('auditInterval()', () => {
  test('P-154: is of seven days by the clock of the zone, from the midnight that today began with', () => {
    expect(asked()).toEqual(['2026-10-19T22:00:00.000Z', '2026-10-26T23:00:00.000Z'])
  })

  test('takes a day alone for the midnight it begins with', () => {
    expect(asked('2026-10-25', '2026-10-26')).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
    expect(asked(' 2026-10-25 ')).toEqual(asked('2026-10-25T00:00'))
  })

  test('refuses what is no time, and an end that is not after the beginning', () => {
    expect(() => asked('5.10.2026')).toThrow(
      'not a time: 5.10.2026; write one such as 2026-10-25, 2026-10-25T02:30, 08:30 or 2026-10-25T00:30:00Z. 5.10.2026 is 2026-10-05.',
    )
    expect(() => asked('31.11.2026')).toThrow(/ or 2026-10-25T00:30:00Z$/)
    expect(() => asked('2026-13-01')).toThrow('not a time: 2026-13-01')
    expect(() => asked('2026-10-25', '2026-10-25')).toThrow('an audit ends after it begins')
  })
})
