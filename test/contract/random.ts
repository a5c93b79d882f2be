import { describe, expect, test } from 'vitest'
import type { Random } from '../../sim/ports/random.ts'

/** What every source of chance promises, seeded or the machine's (sim/ports/random.ts). */
export function describeRandom(name: string, install: () => Random): void {
  describe(`${name} is Random`, () => {
    test.for([0, 1, 3, 4, 12, 32, 1000])('gives %i bytes as lower-case hex', (bytes) => {
      expect(install()(bytes)).toMatch(new RegExp(`^[0-9a-f]{${2 * bytes}}$`))
    })

    test('does not give the same twice', () => {
      const random = install()
      expect(new Set(Array.from({ length: 1000 }, () => random(8))).size).toBe(1000)
    })

    test('gives every value of a byte about as often as any other', () => {
      const counts = new Array<number>(256).fill(0)
      for (const byte of Buffer.from(install()(256 * 400), 'hex')) counts[byte] = (counts[byte] ?? 0) + 1
      // 400 expected of each, with a standard deviation of 20: eight of them either way.
      expect(Math.min(...counts)).toBeGreaterThan(240)
      expect(Math.max(...counts)).toBeLessThan(560)
    })
  })
}
