import { describe, expect, test } from 'vitest'
import { Gate } from '../../../../rigs/lanes/virtual/gate.ts'
import { seededRandom } from '../../../../sim/world/seeded-random.ts'

/** Things that begin after so many turns of their own, and then move the world. */
async function done(seed: number, turns: readonly number[]): Promise<string[]> {
  const gate = new Gate(seededRandom(seed))
  const log: string[] = []
  const results = await gate.together(
    turns.map((count, place) => async () => {
      for (let turn = 0; turn < count; turn++) await Promise.resolve()
      log.push(`${place} begins`)
      await gate.passed()
      log.push(`${place} moves`)
      return place
    }),
  )
  expect(results).toEqual(turns.map((_, place) => place))
  return log
}

describe('Gate', () => {
  test('nobody moves the world before all have begun, however long some take to', async () => {
    const log = await done(1, [0, 50, 7])
    expect(log.map((line) => line.split(' ')[1])).toEqual([...Array(3).fill('begins'), ...Array(3).fill('moves')])
  })

  test('who begins is up to the seed', async () => {
    const orders = await Promise.all([1, 1, 2, 3, 4, 5].map(async (seed) => (await done(seed, [0, 0, 0])).join()))
    expect(orders[0]).toBe(orders[1])
    expect(new Set(orders).size).toBeGreaterThan(1)
  })

  test('a failure is told when all are done', async () => {
    const gate = new Gate(seededRandom(1))
    let isDone = false
    const slow = async (): Promise<void> => {
      await gate.passed()
      await gate.passed()
      isDone = true
    }
    await expect(gate.together([() => Promise.reject(new Error('no')), slow])).rejects.toThrow('no')
    expect(isDone).toBe(true)
  })
})
