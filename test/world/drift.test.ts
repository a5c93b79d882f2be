import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { World } from '../../sim/world/world.ts'

const DAY_MS = 86_400_000
const START_MS = 1_000_000

describe('a wall clock that is skewed', () => {
  test.for<[string, number, number]>([
    ['gains', 30_000, 30_000],
    ['loses', -30_000, -30_000],
    ['keeps time', 0, 0],
  ])('%s as much as is said, little by little, and monotonic time does not notice', ([, byMs, gainedMs]) => {
    const world = aWorld()
    world.skew('home', { byMs, everyMs: DAY_MS })
    world.advance(DAY_MS / 2)
    expect(ahead(world, 'home')).toBe(gainedMs / 2)
    world.advance(DAY_MS / 2)
    expect([ahead(world, 'home'), ahead(world, 'office'), world.monotonicMs]).toEqual([gainedMs, 0, DAY_MS])
  })

  test('keeps what it has gained when it keeps time again, and what was set counts from there', () => {
    const world = aWorld()
    world.skew('home', { byMs: 30_000, everyMs: DAY_MS })
    world.advance(DAY_MS)
    world.skew('home', { byMs: 0, everyMs: DAY_MS })
    world.advance(DAY_MS)
    expect(ahead(world, 'home')).toBe(30_000)
    world.skew('home', { byMs: -60_000, everyMs: DAY_MS })
    world.setWall('home', 0)
    expect(world.now('home').wallMs).toBe(0)
    world.advance(DAY_MS)
    expect(world.now('home').wallMs).toBe(DAY_MS - 60_000)
  })

  test('timeFor() tells how long it takes to show a time, to the millisecond, and the clock never runs backwards', () => {
    const DRIFTS = fc
      .integer({ min: 1_000, max: DAY_MS })
      .chain((everyMs) =>
        fc.record({ everyMs: fc.constant(everyMs), byMs: fc.integer({ min: 1 - everyMs, max: everyMs - 1 }) }),
      )
    fc.assert(
      fc.property(DRIFTS, fc.nat(DAY_MS), fc.nat(DAY_MS), (drift, beforeMs, wallMs) => {
        const world = aWorld()
        world.skew('home', drift)
        world.run(beforeMs)
        const from = world.now('home').wallMs
        const durationMs = world.timeFor('home', wallMs)
        world.run(beforeMs + Math.max(0, durationMs - 1))
        const justBefore = world.now('home').wallMs
        world.run(beforeMs + durationMs)
        expect(world.now('home').wallMs - from).toBeGreaterThanOrEqual(wallMs)
        expect(justBefore).toBeGreaterThanOrEqual(from)
        if (durationMs > 0) expect(justBefore - from).toBeLessThan(wallMs)
      }),
    )
  })
})

const aWorld = (): World => new World({ seed: 1, startWallMs: START_MS })

function ahead(world: World, site: string): number {
  return world.now(site).wallMs - START_MS - world.monotonicMs
}
