import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TimerQueue } from '../../sim/domain/timer-queue.ts'

describe('TimerQueue', () => {
  test('gives out timers as a sorted list would, whatever is pushed, cancelled and popped', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('push' as const), atMs: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ do: fc.constant('cancel' as const), index: fc.nat(30) }),
      fc.record({ do: fc.constant('pop' as const), nowMs: fc.integer({ min: 0, max: 25 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const queue = new TimerQueue()
        const ran: number[] = []
        const expected: number[] = []
        const pending: { id: number; atMs: number }[] = []
        const cancels: (() => void)[] = []
        for (const [id, each] of steps.entries()) {
          if (each.do === 'push') {
            pending.push({ id, atMs: each.atMs })
            cancels.push(queue.push(each.atMs, () => ran.push(id)))
          } else if (each.do === 'cancel') {
            const pushed = steps.slice(0, id).flatMap((earlier, index) => (earlier.do === 'push' ? [index] : []))
            const victim = pushed[each.index]
            cancels[each.index]?.()
            const index = pending.findIndex((timer) => timer.id === victim)
            if (victim !== undefined && index >= 0) pending.splice(index, 1)
          } else {
            const [first] = pending.toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)
            const due = first !== undefined && first.atMs <= each.nowMs ? first : undefined
            queue.popDue(each.nowMs)?.run()
            if (due !== undefined) {
              pending.splice(pending.indexOf(due), 1)
              expected.push(due.id)
            }
          }
          expect(queue.size).toBe(pending.length)
          expect(queue.nextMs()).toBe(pending.length === 0 ? undefined : Math.min(...pending.map(({ atMs }) => atMs)))
        }
        expect(ran).toEqual(expected)
      }),
    )
  })

  test('a cancelled timer, also one popped already, stays cancelled', () => {
    const queue = new TimerQueue()
    const cancel = queue.push(1, () => {})
    expect(queue.popDue(1)?.atMs).toBe(1)
    cancel()
    expect(queue.size).toBe(0)
  })
})
