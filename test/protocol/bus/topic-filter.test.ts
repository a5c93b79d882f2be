import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FilterIndex, filterCovers, filterMatches } from '../../../sim/protocol/bus/topic-filter.ts'

const level = fc.constantFrom('a', 'b', '$c')
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'))
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, hasRest]) => [...levels, ...(hasRest ? ['#'] : [])].join('/'))

describe('filterMatches()', () => {
  test.for<[string, string, boolean]>([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a', false],
    ['a/+', 'a/b/c', false],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['+/b', 'a/b', true],
  ])('%s matches %s: %s', ([wide, narrow, expected]) => {
    expect(filterMatches(wide, narrow)).toBe(expected)
  })
})

describe('filterCovers()', () => {
  test('covers a filter only where it matches everything that one matches', () => {
    fc.assert(
      fc.property(filter, filter, topic, (wide, narrow, each) => {
        fc.pre(filterCovers(wide, narrow) && filterMatches(narrow, each))
        expect(filterMatches(wide, each)).toBe(true)
      }),
    )
  })

  test('does not take a wildcard for a level', () => {
    expect(filterCovers('a/+', 'a/#')).toBe(false)
    expect(filterCovers('a/b', 'a/+')).toBe(false)
    expect(filterCovers('a/+/c', 'a/+/+')).toBe(false)
  })
})

describe('FilterIndex', () => {
  test('finds whom asking each filter would find, also after some are gone', () => {
    fc.assert(
      fc.property(
        fc.array(filter, { maxLength: 8 }),
        fc.array(fc.nat(7), { maxLength: 3 }),
        topic,
        (filters, gone, each) => {
          const index = new FilterIndex<number>()
          for (const [number, one] of filters.entries()) index.add(one, number)
          for (const number of gone) if (filters[number] !== undefined) index.delete(filters[number], number)
          const expected = filters.flatMap((one, number) =>
            !gone.includes(number) && filterMatches(one, each) ? [number] : [],
          )
          expect([...index.match(each)].sort()).toEqual(expected)
        },
      ),
    )
  })
})
