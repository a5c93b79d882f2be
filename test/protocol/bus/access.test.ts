import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessOf, type BusRole, mayPublish, mayRead } from '../../../sim/protocol/bus/access.ts'
import { type Subscriber, subscriptionsOf } from '../../../sim/protocol/bus/subscriptions.ts'
import { filterCovers } from '../../../sim/protocol/bus/topic-filter.ts'
import { topicOf } from '../../../sim/protocol/bus/topics.ts'
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
        fc.pre(!(message.site === 'home' && message.device === 'front-door') && message.channel !== '$clock')
        expect(mayPublish(accessOf(PREFIX, KEYPAD), topic)).toBe(false)
        expect(mayRead(accessOf(PREFIX, KEYPAD), topic)).toBe(false)
      }),
    )
  })

  test('lets a Miniserver publish and read the topics of its site only', () => {
    fc.assert(
      fc.property(busMessage, (message) => {
        fc.pre(message.site !== 'home' && message.channel !== '$clock')
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

  test('lets the rig publish commands and the clock, and nothing else', () => {
    const access = accessOf(PREFIX, { role: 'rig' })
    fc.assert(
      fc.property(busMessage, (message) => {
        const expected = message.channel === 'command' || message.channel === '$clock'
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
      if (/\/(\$\w+|state\/.*)$/.test(filter)) expect(filter).not.toMatch(/[+#]/)
    }
  })
})
