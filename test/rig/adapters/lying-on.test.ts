import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { LyingOn } from '../../../rigs/adapters/lying-on.ts'

const ONE = '01.AB.89.67.45.23.01.79'
const OTHER = '01.01.02.03.04.05.06.BD'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function nothingYet() {
  const lying = new LyingOn()
  onTestFinished(() => lying[Symbol.dispose]())
  return { lying, ids: () => [...lying.bus.ibuttons.keys()] }
}

test('an iButton that touches a reader lies there for a second, counted from its last touch', () => {
  const { lying, ids } = nothingYet()
  lying.touch(ONE)
  vi.advanceTimersByTime(900)
  lying.touch(ONE)
  lying.touch(OTHER)
  vi.advanceTimersByTime(999)
  expect(ids()).toEqual([ONE, OTHER])
  vi.advanceTimersByTime(1)
  expect(ids()).toEqual([])
})

test('one that is held stays for so long, whoever else touches, and that it is taken off is told once', () => {
  const { lying, ids } = nothingYet()
  const taken = vi.fn()
  lying.touch(ONE)
  lying.hold(ONE, 5000, taken)
  lying.touch(ONE)
  vi.advanceTimersByTime(4999)
  expect([ids(), lying.isHeld(ONE), taken.mock.calls.length]).toEqual([[ONE], true, 0])
  vi.advanceTimersByTime(10_000)
  expect([ids(), lying.isHeld(ONE), taken.mock.calls.length]).toEqual([[], false, 1])
})

test('nothing is taken off any more, and nobody told, once the rig ends', () => {
  const { lying } = nothingYet()
  const taken = vi.fn()
  lying.hold(ONE, 5000, taken)
  lying[Symbol.dispose]()
  vi.advanceTimersByTime(10_000)
  expect(taken).not.toHaveBeenCalled()
})
