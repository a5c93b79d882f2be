import { describe, expect, test } from 'vitest'
import { LastingClock } from '../../../../rigs/lanes/virtual/lasting-clock.ts'
import { lastingBus, lastingLinks } from '../../../../rigs/lanes/virtual/lasting-ports.ts'
import { LastingStore } from '../../../../rigs/lanes/virtual/lasting-store.ts'
import { Replaceable } from '../../../../rigs/lanes/virtual/replaceable.ts'
import type { Device } from '../../../../sim/devices/device.ts'
import type { Plain } from '../../../../sim/devices/plain-data.ts'
import type { Clock } from '../../../../sim/ports/clock.ts'
import { World } from '../../../../sim/world/world.ts'

describe('Replaceable', () => {
  test('keeps what the snapshot says, and loses what it does not know of', () => {
    const bells = new Replaceable([], () => new Bells())
    bells.device.press()
    bells.device.press()
    const before = bells.device
    bells.goThroughSnapshot()
    expect(bells.device).not.toBe(before)
    expect(bells.device).toMatchObject({ presses: 2, forgotten: 0 })
  })

  test('takes what is not JSON for what JSON makes of it', () => {
    const bells = new Replaceable([], () => new Bells())
    bells.device.presses = Number.POSITIVE_INFINITY
    bells.goThroughSnapshot()
    expect(bells.device.presses).toBe(null)
  })

  test('leaves the old one without power', () => {
    const bells = new Replaceable([], () => new Bells())
    const before = bells.device
    bells.goThroughSnapshot()
    expect([before.hasPower, bells.device.hasPower]).toEqual([false, true])
  })
})

describe('LastingClock', () => {
  test('keeps the turns of equal timers, within a device and between devices', () => {
    const world = new World({ seed: 1, startWallMs: 0 })
    const [one, other] = [new LastingClock(world.clock('home')), new LastingClock(world.clock('home'))]
    const fired: string[] = []
    const set = (clock: Clock, name: string): (() => void) => clock.at(10, () => fired.push(name))
    set(one, 'one')
    set(other, 'two')
    set(one, 'three')
    other.handOver(() => set(other, 'two anew'))
    one.handOver(() => {
      set(one, 'one anew')
      set(one, 'three anew')
    })
    world.run(10)
    expect(fired).toEqual(['one anew', 'two anew', 'three anew'])
  })

  test('drops what is not set again, and takes what is new', () => {
    const world = new World({ seed: 1, startWallMs: 0 })
    const clock = new LastingClock(world.clock('home'))
    const fired: string[] = []
    clock.at(10, () => fired.push('forgotten'))
    clock.handOver(() => clock.at(20, () => fired.push('new')))
    world.run(30)
    expect(fired).toEqual(['new'])
  })

  test('cancels what was set again only for who has set it again', () => {
    const world = new World({ seed: 1, startWallMs: 0 })
    const clock = new LastingClock(world.clock('home'))
    const fired: string[] = []
    const cancelOld = clock.at(10, () => fired.push('old'))
    let cancelNew = (): void => {}
    clock.handOver(() => {
      cancelNew = clock.at(10, () => fired.push('new'))
    })
    cancelOld()
    world.run(10)
    expect(fired).toEqual(['new'])
    clock.handOver(() => {
      cancelNew = clock.at(20, () => fired.push('newer'))
    })
    cancelNew()
    world.run(20)
    expect(fired).toEqual(['new'])
  })
})

describe('LastingStore', () => {
  test('tells who took the place of another of its commits, each at its time, and commits nothing for that', () => {
    const waiting: (() => void)[] = []
    const written: unknown[] = []
    const store = new LastingStore({
      commit: (records, done) => {
        written.push(records)
        waiting.push(done)
      },
      load: () => [],
    })
    const told: string[] = []
    const commit = (name: string): void => store.commit([], () => told.push(name))
    for (const name of ['before the power went', 'first', 'second']) commit(name)
    store.handOver(() => {
      commit('first anew')
      commit('second anew')
    })
    expect(written).toHaveLength(3)
    for (const done of waiting) done()
    commit('third')
    waiting.at(-1)?.()
    expect(told).toEqual(['before the power went', 'first anew', 'second anew', 'third'])
  })
})

describe('ports that stay', () => {
  test('register once, and give what arrives to whoever registered last', () => {
    let arrive: (message: never) => void = () => {}
    let registered = 0
    const bus = lastingBus({
      publish: () => {},
      onMessage: (receive) => {
        registered++
        arrive = receive
      },
    })
    const heard: string[] = []
    bus.onMessage(() => heard.push('old'))
    bus.onMessage(() => heard.push('new'))
    arrive({} as never)
    expect([registered, heard]).toEqual([1, ['new']])
  })

  test('do so with links too, also for what failed', () => {
    const registered: Parameters<Parameters<typeof lastingLinks>[0]['onMessage']>[] = []
    const links = lastingLinks({ send: () => {}, onMessage: (...receivers) => void registered.push(receivers) })
    const heard: string[] = []
    for (const who of ['old', 'new'])
      links.onMessage(
        () => heard.push(`${who} hears`),
        () => heard.push(`${who} fails`),
      )
    registered[0]?.[0]('504F94000001', {} as never)
    registered[0]?.[1]('504F94000001', 'id', 'why')
    expect([registered.length, heard]).toEqual([1, ['new hears', 'new fails']])
  })
})

/** A device with something that its snapshot forgets. */
class Bells implements Device {
  readonly site = 'home'
  readonly name = 'bells'
  presses = 0
  forgotten = 0
  hasPower = true

  press(): void {
    this.presses++
    this.forgotten++
  }

  powerOn(): void {
    this.hasPower = true
  }

  powerOff(): void {
    this.hasPower = false
  }

  snapshot(): Plain {
    return { presses: this.presses }
  }

  restore(snapshot: Plain): void {
    Object.assign(this, snapshot)
  }
}
