import { describe, expect, test } from 'vitest'
import { EventQueue } from '../../../rigs/attachments/event-queue.ts'

const item = (number: number) => ({ number })

describe('EventQueue', () => {
  test('yields what was pushed before and while it is waited for, in order', async () => {
    const queue = new EventQueue<{ number: number }>({ capacity: 2 })
    queue.push(item(1))
    const taken = takeAll(queue)
    await Promise.resolve()
    queue.push(item(2))
    queue.close()
    expect(await taken).toEqual([item(1), item(2)])
  })

  test('refuses what exceeds its capacity until something is taken', async () => {
    const queue = new EventQueue<{ number: number }>({ capacity: 2 })
    expect([queue.push(item(1)), queue.push(item(2)), queue.push(item(3))]).toEqual([true, true, false])
    for await (const first of queue) {
      expect(first).toEqual(item(1))
      break
    }
    expect(queue.push(item(4))).toBe(true)
    queue.close()
    expect(await takeAll(queue)).toEqual([item(2), item(4)])
  })

  test('gives nothing to one who left while they waited', async () => {
    const queue = new EventQueue<{ number: number }>({ capacity: 2 })
    const left = queue[Symbol.asyncIterator]()
    const waited = left.next()
    await left.return?.()
    queue.push(item(1))
    expect(await waited).toEqual({ value: undefined, done: true })
    queue.close()
    expect(await takeAll(queue)).toEqual([item(1)])
  })

  test('ends for one who waits when it is closed, and refuses what comes then', async () => {
    const queue = new EventQueue<{ number: number }>({ capacity: 2 })
    const taken = takeAll(queue)
    await Promise.resolve()
    queue.close()
    expect(await taken).toEqual([])
    expect(queue.push(item(1))).toBe(false)
  })
})

async function takeAll<T extends object>(queue: EventQueue<T>): Promise<T[]> {
  const items: T[] = []
  for await (const each of queue) items.push(each)
  return items
}
