import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BLUE, OFFICE } from '../domain/miniserver/a-home.ts'
import { aHomeSite, losePower } from './a-home-site.ts'

describe('a Miniserver that loses power', () => {
  test('has its history and its receipts when it comes back: a repeat is answered and changes nothing', () => {
    const home = aHomeSite()
    home.keypad.tap(BLUE)
    home.world.settle()
    const [event] = home.seen.filter(({ channel }) => channel === 'event')
    if (event === undefined) throw new TypeError('no event')
    const history = home.control({ type: 'history', reader: 'front-door' })
    const powerOn = losePower(home)
    home.world.advance(1_000)
    powerOn()
    home.world.settle()
    home.bus.publish(event)
    home.world.settle()
    expect(home.decisions()).toHaveLength(1)
    expect(home.seen.filter((each) => each.channel === 'receipt' && each.data.event === event.id)).toHaveLength(2)
    expect(home.control({ type: 'history', reader: 'front-door' })).toEqual(history)
  })

  test('answers whoever still waits, and nobody until it has power again', () => {
    const home = aHomeSite()
    const waiting = home.control({ type: 'discover', serial: OFFICE })
    const powerOn = losePower(home)
    expect([waiting, home.control({ type: 'trust-status' })]).toMatchObject([
      [{ ok: false, code: 'DEVICE_OFFLINE' }],
      [{ ok: false, code: 'DEVICE_OFFLINE' }],
    ])
    const before = home.seen.length
    home.keypad.tap(BLUE)
    home.world.advance(500)
    expect(
      home.seen.slice(before).filter(({ device, channel }) => device === 'miniserver' || channel === 'decision'),
    ).toEqual([])
    powerOn()
    expect(home.miniserver.running).toBe(true)
  })

  test('does nothing more of what was under way, even if the store outlives it', () => {
    const home = aHomeSite()
    home.keypad.tap(BLUE)
    home.world.runUntil(() => home.seen.some(({ channel }) => channel === 'event'), 60_000)
    home.world.run(home.world.monotonicMs + 1)
    home.miniserver.powerOff()
    home.miniserver.powerOn(home.store.load())
    home.world.run(home.world.monotonicMs + 500)
    expect(home.states('front-door', 'o1')).toEqual([false, false])
  })

  test('I8: whenever power goes around a tap, pulses and granted decisions stay one to one, and the door opens once', () => {
    const runs = fc.record({ events: fc.nat({ max: 30 }), offMs: fc.nat({ max: 3_000 }) })
    fc.assert(
      fc.property(runs, ({ events, offMs }) => {
        const home = aHomeSite()
        home.keypad.tap(BLUE)
        const start = home.world.events
        home.world.runUntil(() => home.world.events >= start + events, home.world.monotonicMs + 2_000)
        const powerOn = losePower(home)
        home.world.run(home.world.monotonicMs + offMs)
        powerOn()
        home.world.advance(10_000)
        const pulses = home.seen.flatMap((each) =>
          each.channel === 'state' && each.name === 'o1' && each.data.value === true ? [each.causedBy] : [],
        )
        const granted = home.decisions().filter(({ outcome }) => outcome === 'granted')
        expect(pulses).toEqual(granted.map(({ causedBy }) => causedBy))
        expect(pulses).toHaveLength(1)
        const [reply] = home.control({ type: 'history', reader: 'front-door' })
        expect(reply).toMatchObject({ ok: true, value: [{ decision: granted[0]?.id, output: 1 }] })
        expect(home.states('front-door', 'o1').at(-1)).toBe(false)
      }),
      { numRuns: 100 },
    )
  })
})
