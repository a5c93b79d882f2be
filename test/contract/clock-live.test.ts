import { setTimeout as elapsed } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { LiveClock } from '../../sim/io/live-clock.ts'
import { describeClock } from './clock.ts'

const settled = async (): Promise<undefined> => undefined

describeClock('the live clock, advanced', () => {
  const live = new LiveClock()
  return {
    clock: live.clock('home'),
    pass: (durationMs) => live.advance(durationMs, settled),
    setWall: (wallMs) => live.setWall('home', wallMs),
    dispose: () => live.stop(),
  }
})

describeClock('the live clock, in real time', () => {
  const live = new LiveClock()
  const clock = live.clock('home')
  return {
    clock,
    pass: (durationMs) =>
      new Promise((resolve) => void clock.at(clock.now().monotonicMs + durationMs, () => resolve())),
    setWall: (wallMs) => live.setWall('home', wallMs),
    dispose: () => live.stop(),
  }
})

test('advance() moves wall and monotonic time together, and each timer sees its own instant', async () => {
  const live = new LiveClock()
  onTestFinished(() => live.stop())
  const clock = live.clock('home')
  const start = clock.now()
  const seen: number[] = []
  for (const hours of [1, 2, 3]) {
    clock.at(start.monotonicMs + hours * 3_600_000, () => seen.push(clock.now().monotonicMs - start.monotonicMs))
  }
  await live.advance(3 * 3_600_000, settled)
  const end = clock.now()
  expect(end.monotonicMs - start.monotonicMs).toBeGreaterThanOrEqual(3 * 3_600_000)
  expect(end.wallMs - start.wallMs).toBeGreaterThanOrEqual(3 * 3_600_000)
  expect(seen.map((ms) => Math.round(ms / 3_600_000))).toEqual([1, 2, 3])
})

test('hold() lets no time pass and fires no timer, until it is over: then both go on from there', async () => {
  const live = new LiveClock()
  onTestFinished(() => live.stop())
  const clock = live.clock('home')
  const start = clock.now()
  const fired: string[] = []
  clock.at(start.monotonicMs + 20, () => fired.push('set before'))
  const held = live.hold()
  const standing = clock.now()
  clock.at(start.monotonicMs, () => fired.push('set meanwhile'))
  await elapsed(60)
  expect([clock.now(), fired]).toEqual([{ ...standing, wallMs: expect.closeTo(standing.wallMs, -1) }, []])
  held[Symbol.dispose]()
  expect(clock.now().monotonicMs - standing.monotonicMs).toBeLessThan(15)
  await vi.waitFor(() => expect(fired).toEqual(['set meanwhile', 'set before']))
})
