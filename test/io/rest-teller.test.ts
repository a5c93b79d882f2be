import { expect, onTestFinished, test } from 'vitest'
import { LiveClock } from '../../sim/io/live-clock.ts'
import { RestTeller } from '../../sim/io/rest-teller.ts'
import { Traffic } from '../../sim/io/traffic.ts'
import type { RestTally } from '../../sim/protocol/bus/message.ts'

const EVENT = { site: 'home', device: 'front-door', channel: 'event', name: 'tag-presented' } as const
const TO_KEYPAD = { site: 'home', device: 'front-door', channel: 'receipt' } as const

/** The keypad's process. */
const aTeller = () => {
  const clock = new LiveClock()
  onTestFinished(() => clock.stop())
  const traffic = new Traffic()
  const told: [string, RestTally][] = []
  const tell = (poll: string, tally: RestTally): void => void told.push([poll, tally])
  return { clock, traffic, told, teller: new RestTeller({ name: 'home/front-door', clock, traffic, tell }) }
}

test('a poll is answered at once where all is at rest, with what was counted and when the next timer is due', () => {
  const { clock, teller, told } = aTeller()
  teller.counts.sent(EVENT)
  clock.clock('home').at(clock.monotonicMs + 5_000, () => {})
  teller.asked('1', { reading: 0, received: {} })
  const sent = { rig: 1, 'home/miniserver': 1 }
  expect(told).toEqual([['1', expect.objectContaining({ reading: 0, sent, received: 0, begun: 0 })]])
  expect(told[0]?.[1].dueOffsetMs).toSatisfy((ms: number) => ms > 4_000 && ms <= 5_000 + clock.monotonicMs)
})

test('a poll waits until what was begun has ended', () => {
  const { traffic, teller, told } = aTeller()
  const end = traffic.begin()
  teller.asked('1', { reading: 0, received: {} })
  expect(told).toEqual([])
  end()
  expect(told).toEqual([['1', expect.objectContaining({ begun: 1 })]])
})

test('a poll waits for the reading of the clock and fires what it makes due, before it is answered', () => {
  const { clock, teller, told } = aTeller()
  const fired: number[] = []
  clock.clock('home').at(clock.monotonicMs + 60_000, () => fired.push(told.length))
  teller.asked('1', { reading: 2, received: {} })
  teller.follow({ reading: 1, monotonicOffsetMs: 0, wallOffsetMs: {} })
  expect([told, fired]).toEqual([[], []])
  teller.follow({ reading: 2, monotonicOffsetMs: 61_000, wallOffsetMs: {} })
  expect(fired).toEqual([0])
  expect(told).toEqual([['1', expect.objectContaining({ reading: 2 })]])
})

test('a poll waits for what is on its way, unless that went to an earlier connection', () => {
  const { teller, told } = aTeller()
  const poll = { reading: 0, received: { 'home/front-door': 2, rig: 9 } }
  teller.asked('1', poll)
  teller.counts.handled(TO_KEYPAD, false)
  // Kept by the broker, or of the clock service: neither is counted.
  teller.counts.handled(TO_KEYPAD, true)
  teller.counts.handled({ site: '', device: '', channel: '$poll' }, false)
  expect(told).toEqual([])
  teller.counts.handled(TO_KEYPAD, false)
  expect(told).toEqual([['1', expect.objectContaining({ received: 2 })]])
  teller.asked('2', { reading: 0, received: { 'home/front-door': 3 } })
  expect(told).toHaveLength(1)
  teller.counts.connected()
  expect(told.map(([id]) => id)).toEqual(['1', '2'])
})
