import { describe, expect, test } from 'vitest'
import { minuteFrom, stretchesOf } from '../../../../sim/domain/access/audit/span.ts'
import { zoneTable } from '../../../../sim/io/zone.ts'

const NOON = Date.UTC(2026, 0, 1, 12)
const SPAN = { fromMs: NOON, minutes: 10 }

describe('the minute that an instant leads to', () => {
  test.for<[string, number, number]>([
    ['its beginning is in the first', 0, 0],
    ['what lies before is the first', -1, 0],
    ['long before as well', Number.NEGATIVE_INFINITY, 0],
    ['P-150: within a minute it is the next', 1, 1],
    ['to the end of it', 60_000, 1],
    ['its end is behind the last', 600_000, 10],
    ['what lies behind stays there', 600_001, 10],
    ['long behind as well', Number.POSITIVE_INFINITY, 10],
  ])('%s', ([, after, minute]) => {
    expect(minuteFrom(SPAN, NOON + after)).toBe(minute)
  })
})

describe('stretches of one offset', () => {
  const VIENNA = zoneTable('Europe/Vienna', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))
  const localMinute = (ms: number, hours: number) => ms / 60_000 + hours * 60

  test('a span without a change is one', () => {
    expect(stretchesOf(SPAN, VIENNA)).toEqual([{ from: 0, until: 10, shift: localMinute(NOON, 1) }])
  })

  test.for([
    ['spring', Date.UTC(2026, 2, 29, 0, 50), 1, 2],
    ['autumn', Date.UTC(2026, 9, 25, 0, 50), 2, 1],
  ] as const)('in %s they are two, cut where the clock changes', ([, fromMs, before, after]) => {
    expect(stretchesOf({ fromMs, minutes: 20 }, VIENNA)).toEqual([
      { from: 0, until: 10, shift: localMinute(fromMs, before) },
      { from: 10, until: 20, shift: localMinute(fromMs, after) },
    ])
  })

  test('one that begins or ends with the change has no empty stretch', () => {
    const change = Date.UTC(2026, 2, 29, 1)
    expect(stretchesOf({ fromMs: change, minutes: 5 }, VIENNA)).toHaveLength(1)
    expect(stretchesOf({ fromMs: change - 300_000, minutes: 5 }, VIENNA)).toHaveLength(1)
  })

  test('what lies before the first offset that is known has that one', () => {
    const zone = { name: 'Late', transitions: [{ fromUtcMs: NOON + 300_000, offsetMs: 0 }] }
    expect(stretchesOf(SPAN, zone)).toEqual([{ from: 0, until: 10, shift: NOON / 60_000 }])
  })

  test('an offset with seconds is read at the beginning of each minute', () => {
    const zone = { name: 'Odd', transitions: [{ fromUtcMs: 0, offsetMs: 90_500 }] }
    expect(stretchesOf({ fromMs: 0, minutes: 3 }, zone)).toEqual([{ from: 0, until: 3, shift: 1 }])
    expect(stretchesOf({ fromMs: 600_000, minutes: 3 }, zone)).toEqual([{ from: 0, until: 3, shift: 11 }])
  })
})
