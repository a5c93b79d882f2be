import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { easterSunday } from '../../../sim/domain/access/easter.ts'
import { weekdayOf } from '../../../sim/domain/time.ts'
import { dayOf, EASTERS_FROM_2000 } from './days.ts'

describe('easterSunday()', () => {
  test('is that of the church in each year from 2000 to 2050', () => {
    const found = EASTERS_FROM_2000.map((_, since) => easterSunday(2000 + since))
    const padded = (number: number) => `${number}`.padStart(2, '0')
    expect(found.map(({ month, day }, since) => `${2000 + since}-${padded(month)}-${padded(day)}`)).toEqual(
      EASTERS_FROM_2000,
    )
  })

  test.for<[number, string]>([
    [1583, '4/10'],
    [1818, '3/22'],
    [1900, '4/15'],
    [1943, '4/25'],
    [1954, '4/18'],
    [1961, '4/2'],
    [1981, '4/19'],
    [2076, '4/19'],
    [2100, '3/28'],
    [2285, '3/22'],
    [4200, '4/20'],
  ])('in %i, at an end or an exception of the rule, is %s', ([year, expected]) => {
    const { month, day } = easterSunday(year)
    expect(`${month}/${day}`).toBe(expected)
  })

  test('is a Sunday from 22 March to 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1970, max: 9999 }), (year) => {
        const { month, day } = easterSunday(year)
        const ordered = 100 * month + day
        expect(ordered).toBeGreaterThanOrEqual(322)
        expect(ordered).toBeLessThanOrEqual(425)
        expect(weekdayOf(dayOf(`${year}-0${month}-${`${day}`.padStart(2, '0')}`))).toBe(6)
      }),
    )
  })
})
