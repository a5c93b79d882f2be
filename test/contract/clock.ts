import { describe, expect, onTestFinished, test } from 'vitest'
import type { Clock } from '../../sim/ports/clock.ts'

export interface ClockUnderTest {
  readonly clock: Clock
  /** Lets time pass: at least that long, with every timer that came due fired. */
  pass(durationMs: number): Promise<void>
  /** Sets the wall clock of its site. */
  setWall(wallMs: number): void
  dispose(): void
}

/** What every clock promises, virtual or real (sim/ports/clock.ts). */
export function describeClock(name: string, install: () => ClockUnderTest): void {
  describe(`${name} is a Clock`, () => {
    const open = (): ClockUnderTest => {
      const clock = install()
      onTestFinished(() => clock.dispose())
      return clock
    }

    test('at() fires in the order of the instants, equal ones in the order they were set', async () => {
      const { clock, pass } = open()
      const fired: string[] = []
      const { monotonicMs } = clock.now()
      clock.at(monotonicMs + 30, () => fired.push('c'))
      clock.at(monotonicMs + 10, () => fired.push('a1'))
      clock.at(monotonicMs + 10, () => fired.push('a2'))
      clock.at(monotonicMs + 20, () => fired.push('b'))
      await pass(50)
      expect(fired).toEqual(['a1', 'a2', 'b', 'c'])
    })

    test('at() never fires within the call, also when the instant has passed', async () => {
      const { clock, pass } = open()
      const order: string[] = []
      clock.at(clock.now().monotonicMs - 1_000, () => order.push('fired'))
      order.push('set')
      await pass(5)
      expect(order).toEqual(['set', 'fired'])
    })

    test('at() returns its own undo, which may be called again', async () => {
      const { clock, pass } = open()
      const fired: string[] = []
      const cancel = clock.at(clock.now().monotonicMs + 5, () => fired.push('cancelled'))
      clock.at(clock.now().monotonicMs + 6, () => fired.push('kept'))
      cancel()
      cancel()
      await pass(20)
      expect(fired).toEqual(['kept'])
    })

    test('a timer set by a timer fires in its turn', async () => {
      const { clock, pass } = open()
      const fired: number[] = []
      const tick = (count: number): void => {
        fired.push(count)
        if (count < 3) clock.at(clock.now().monotonicMs + 5, () => tick(count + 1))
      }
      clock.at(clock.now().monotonicMs + 5, () => tick(1))
      await pass(40)
      expect(fired).toEqual([1, 2, 3])
    })

    test('setting the wall clock moves it and no timer', async () => {
      const { clock, pass, setWall } = open()
      const fired: string[] = []
      clock.at(clock.now().monotonicMs + 60_000, () => fired.push('too early'))
      const before = clock.now()
      setWall(before.wallMs + 3_600_000)
      await pass(5)
      const after = clock.now()
      expect(after.wallMs - before.wallMs).toBeGreaterThanOrEqual(3_600_000)
      expect(after.monotonicMs - before.monotonicMs).toBeLessThan(60_000)
      expect(fired).toEqual([])
    })
  })
}
