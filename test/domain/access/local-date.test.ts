import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateOfDay } from '../../../sim/domain/access/local-date.ts'
import { dayOf } from './days.ts'

describe('dateOfDay()', () => {
  test.for<[string]>([
    ['1970-01-01'],
    ['1969-12-31'],
    ['2000-02-28'],
    ['2000-02-29'],
    ['2000-03-01'],
    ['1900-02-28'],
    ['1900-03-01'],
    ['2024-02-29'],
    ['2100-03-01'],
    ['2399-12-31'],
    ['2400-02-29'],
    ['2400-03-01'],
    ['2026-12-31'],
    ['2027-01-01'],
  ])('is %s', ([date]) => {
    expect(textOf(dayOf(date))).toBe(date)
  })

  test('is what the platform’s calendar says, of every day of four hundred years and of any other', () => {
    const isOther = (at: number) => {
      const { year, month, day } = dateOfDay(at)
      const shown = new Date(at * 86_400_000)
      return shown.getUTCFullYear() !== year || shown.getUTCMonth() + 1 !== month || shown.getUTCDate() !== day
    }
    let others = 0
    for (let at = dayOf('1800-01-01'); at < dayOf('2200-01-01'); at++) others += Number(isOther(at))
    expect(others).toBe(0)
    fc.assert(fc.property(fc.integer({ min: dayOf('0000-03-01'), max: dayOf('9999-12-31') }), (at) => !isOther(at)))
  })
})

function textOf(at: number): string {
  const { year, month, day } = dateOfDay(at)
  const padded = (number: number, length: number) => `${number}`.padStart(length, '0')
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}
