import { describe, expect, test } from 'vitest'
import { World } from '../../sim/world/world.ts'

const aWorld = (seed = 1): World => new World({ seed, startWallMs: 1_000_000 })

describe('World', () => {
  test('settle() lets everything under way arrive, and what follows from it, but no timer that waits', () => {
    const world = aWorld()
    const arrived: string[] = []
    world.clock('home').at(60_000, () => arrived.push('timer'))
    world.deliver(5, () => {
      arrived.push('first')
      world.deliver(5, () => arrived.push('second'))
    })
    world.settle()
    expect(arrived).toEqual(['first', 'second'])
    expect(world.monotonicMs).toBe(10)
  })

  test('settle() fires timers that come due while something is under way', () => {
    const world = aWorld()
    const order: string[] = []
    world.clock('home').at(3, () => order.push('timer'))
    world.deliver(5, () => order.push('message'))
    world.settle()
    expect(order).toEqual(['timer', 'message'])
  })

  test('advance() fires every timer at its own instant and ends at the asked one', () => {
    const world = aWorld()
    const instants: number[] = []
    for (const atMs of [30_000, 10_000, 20_000]) world.clock('home').at(atMs, () => instants.push(world.monotonicMs))
    world.advance(60_000)
    expect(instants).toEqual([10_000, 20_000, 30_000])
    expect(world.monotonicMs).toBe(60_000)
  })

  test('now() tells each site its own wall clock and all the same monotonic time', () => {
    const world = aWorld()
    world.setWall('home', 5_000_000)
    world.advance(1_000)
    expect(world.now('home')).toEqual({ monotonicMs: 1_000, wallMs: 5_001_000 })
    expect(world.now('office')).toEqual({ monotonicMs: 1_000, wallMs: 1_001_000 })
  })

  test('a world that goes in circles without time passing is a mistake, and said so', () => {
    const world = aWorld()
    const again = (): void => world.deliver(0, again)
    again()
    expect(() => world.settle()).toThrow('does not come to rest')
  })

  test('random() gives the same for the same seed, and something else for another', () => {
    const draw = (seed: number): string => aWorld(seed).random(32)
    expect(draw(7)).toBe(draw(7))
    expect(draw(7)).not.toBe(draw(8))
    expect(draw(7)).toMatch(/^[0-9a-f]{64}$/)
  })
})
