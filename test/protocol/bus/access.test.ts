import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessOf, type BusRole, mayPublish, mayRead } from '../../../sim/protocol/bus/access.ts'
import { readersOf, type Subscriber, subscriptionsOf } from '../../../sim/protocol/bus/subscriptions.ts'
import { filterCovers } from '../../../sim/protocol/bus/topic-filter.ts'
import { isRigChannel, parseTopic, topicOf } from '../../../sim/protocol/bus/topics.ts'
import { busMessage } from './arbitraries.ts'

const PREFIX = 'loxrig/lab'
const KEYPAD: BusRole = { role: 'device', site: 'home', device: 'front-door' }
const MINISERVER: BusRole = { role: 'miniserver', site: 'home' }
const DEVICES = [{ site: 'home', device: 'front-door', states: ['alive', 'led'] }]
const SUBSCRIBERS: readonly (BusRole & Subscriber)[] = [
  { role: 'device', site: 'home', device: 'front-door' },
  { role: 'miniserver', site: 'home', devices: ['front-door', 'hall'] },
  { role: 'observer', devices: DEVICES },
  { role: 'rig', devices: DEVICES },
]

describe('accessOf()', () => {
  test('lets a device publish and read its own topics only', () => {
    fc.assert(
      fc.property(busMessage, (message) => {
        const topic = topicOf(PREFIX, message)
        fc.pre(!(message.site === 'home' && message.device === 'front-door') && !isRigChannel(message.channel))
        expect(mayPublish(accessOf(PREFIX, KEYPAD), topic)).toBe(false)
        expect(mayRead(accessOf(PREFIX, KEYPAD), topic)).toBe(false)
      }),
    )
  })

  test('lets a Miniserver publish and read the topics of its site only', () => {
    fc.assert(
      fc.property(busMessage, (message) => {
        fc.pre(message.site !== 'home' && !isRigChannel(message.channel))
        expect(mayPublish(accessOf(PREFIX, MINISERVER), topicOf(PREFIX, message))).toBe(false)
        expect(mayRead(accessOf(PREFIX, MINISERVER), topicOf(PREFIX, message))).toBe(false)
      }),
    )
  })

  test('lets the observer read everything and publish nothing', () => {
    const access = accessOf(PREFIX, { role: 'observer' })
    fc.assert(
      fc.property(busMessage, (message) => {
        expect(mayRead(access, topicOf(PREFIX, message))).toBe(true)
        expect(mayPublish(access, topicOf(PREFIX, message))).toBe(false)
      }),
    )
  })

  test('lets the rig publish commands, the clock and polls, and nothing else', () => {
    const access = accessOf(PREFIX, { role: 'rig' })
    fc.assert(
      fc.property(busMessage, (message) => {
        const expected = message.channel === 'command' || isRigChannel(message.channel)
        expect(mayPublish(access, topicOf(PREFIX, message))).toBe(expected)
      }),
    )
  })

  test('lets nobody publish to a topic with capitals, dots or nothing in a level', () => {
    for (const level of ['Ready', 'a.b', '', '+']) {
      expect(mayPublish(accessOf(PREFIX, KEYPAD), `${PREFIX}/home/front-door/state/${level}`)).toBe(false)
    }
  })
})

describe('subscriptionsOf()', () => {
  test.for(SUBSCRIBERS)('asks for nothing that $role may not read', (subscriber) => {
    const access = accessOf(PREFIX, subscriber)
    const filters = subscriptionsOf(PREFIX, subscriber, { followsClock: true })
    expect(filters.filter((filter) => !mayRead(access, filter))).toEqual([])
  })

  test.for(SUBSCRIBERS)('asks $role for no topic twice, and for retained ones by their names', (subscriber) => {
    const filters = subscriptionsOf(PREFIX, subscriber, { followsClock: true })
    for (const [index, filter] of filters.entries()) {
      expect(filters.filter((other, at) => at !== index && filterCovers(other, filter))).toEqual([])
      if (/\/(\$(clock|state|description)|state\/.*)$/.test(filter)) expect(filter).not.toMatch(/[+#]/)
    }
  })

  test.for([
    ...['home/front-door/event/tag-presented', 'home/front-door/receipt', 'home/front-door/command/tap'],
    ...['home/front-door/$state', 'home/front-door/$description', 'home/front-door/$tally'],
    ...['home/front-door/state/alive', 'home/front-door/state/led', 'home/front-door/decision'],
    ...['home/miniserver/event/unsupported', 'home/miniserver/command/key', 'home/miniserver/notice/trust-joined'],
    ...['home/miniserver/$state', 'home/miniserver/state/alive', '$clock', '$poll'],
  ])('readersOf() names those who get %s, and nobody where it is not counted', (topic) => {
    const address = parseTopic(PREFIX, `${PREFIX}/${topic}`)
    if (address === undefined) throw new TypeError(topic)
    const reading = READERS.filter(([, filters]) => filters.some((each) => filterCovers(each, `${PREFIX}/${topic}`)))
    const isCounted = !['$clock', '$poll', '$tally'].includes(address.channel)
    expect(readersOf(address)).toEqual(isCounted ? reading.map(([name]) => name) : [])
  })
})

/** Who is on the bus of one site, and what they subscribe to. */
const READERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'rig',
    subscriptionsOf(PREFIX, {
      role: 'rig',
      devices: ['front-door', 'miniserver'].map((device) => ({ site: 'home', device, states: ['alive', 'led'] })),
    }),
  ],
  ['home/miniserver', subscriptionsOf(PREFIX, { role: 'miniserver', site: 'home', devices: ['front-door'] })],
  ['home/front-door', subscriptionsOf(PREFIX, { role: 'device', site: 'home', device: 'front-door' })],
]
