import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { didYouMean, nearest } from '../../sim/domain/nearest.ts'

describe('nearest()', () => {
  test.for<[string, string[], string[]]>([
    ['Ana', ['Ben', 'Anna', 'Clara'], ['Anna']],
    ['ANNA', ['Anna'], ['Anna']],
    ['front-dor', ['side-door', 'front-door'], ['front-door']],
    ['rooom', ['rooms', 'room'], ['room', 'rooms']],
    ['teh', ['the', 'ten'], ['the', 'ten']],
    ['Front', ['Front Door', 'Side Door'], ['Front Door']],
    ['x', ['Anna'], []],
    ['', ['Anna'], []],
  ])('for %j among %j offers %j', ([word, candidates, expected]) => {
    expect(nearest(word, candidates)).toEqual(expected)
  })

  test('offers at most three, each a candidate, and the word itself before all', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string(), { maxLength: 20 }), (word, others) => {
        const found = nearest(word, [...others, word])
        expect(found.length).toBeLessThanOrEqual(3)
        expect(found[0]?.toLowerCase()).toBe(word.toLowerCase())
        for (const one of found) expect([...others, word]).toContain(one)
      }),
    )
  })

  test('is quick with words without end', () => {
    expect(nearest('a'.repeat(1_000_000), ['b'.repeat(1_000_000)])).toEqual([])
  })
})

describe('didYouMean()', () => {
  test.for<[string, string[], string]>([
    ['Ana', ['Anna'], ' Did you mean "Anna"?'],
    ['Anna', ['Anne', 'Anni'], ' Did you mean "Anne" or "Anni"?'],
    ['Anna', ['Zoe'], ''],
  ])('for %j among %j is %j', ([word, candidates, expected]) => {
    expect(didYouMean(word, candidates)).toBe(expected)
  })
})
