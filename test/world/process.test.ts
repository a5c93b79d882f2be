import { describe, expect, test } from 'vitest'
import { VirtualProcess } from '../../sim/world/process.ts'
import { VirtualStore } from '../../sim/world/store.ts'
import { World } from '../../sim/world/world.ts'
import { sealing } from '../helpers/sealing.ts'

describe('a process that is paused', () => {
  test('does what came and what was due in order when it resumes, at that instant', () => {
    const { world, process, done } = aProcess()
    const clock = process.clock(world.clock('home'))
    const note = (what: string) => (): void => void done.push(`${what} at ${clock.now().monotonicMs}`)
    clock.at(2_000, note('timer'))
    process.pause()
    world.after(1_000, () => process.enter(note('message')))
    world.after(3_000, () => process.enter(note('later message')))
    world.advance(10_000)
    expect(done).toEqual([])
    process.resume()
    expect(done).toEqual(['message at 10000', 'timer at 10000', 'later message at 10000'])
    process.enter(note('another'))
    expect(done).toHaveLength(4)
  })

  test('does not do what is undone, by one before it or from outside', () => {
    const { world, process, done } = aProcess()
    const clock = process.clock(world.clock('home'))
    clock.at(1_000, () => {
      done.push('first')
      undoSecond()
    })
    const undoSecond = clock.at(1_000, () => void done.push('second'))
    const undoThird = clock.at(1_000, () => void done.push('third'))
    process.pause()
    world.advance(1_000)
    undoThird()
    process.resume()
    expect(done).toEqual(['first'])
  })

  test('is not waited for: the world comes to rest, with a commit that is durable and not yet followed up', () => {
    const { world, process, done } = aProcess()
    const store = new VirtualStore(world, sealing())
    process.pause()
    process.store(store).commit([{ key: 'a', value: 1 }], () => void done.push('durable'))
    world.settle()
    expect([store.load(), done]).toEqual([[{ key: 'a', value: 1 }], []])
    process.resume()
    expect(done).toEqual(['durable'])
  })

  test('forgets all of it when it ends, and the next one runs', () => {
    const { process, done } = aProcess()
    process.pause()
    process.enter(() => void done.push('before'))
    process.end()
    process.enter(() => void done.push('after'))
    process.resume()
    expect(done).toEqual(['after'])
  })

  test('paused twice is paused once', () => {
    const { process, done } = aProcess()
    process.pause()
    process.enter(() => void done.push('message'))
    process.pause()
    process.resume()
    expect(done).toEqual(['message'])
  })
})

function aProcess() {
  const done: string[] = []
  return { world: new World({ seed: 1, startWallMs: 0 }), process: new VirtualProcess(), done }
}
