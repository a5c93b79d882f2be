import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTopic, topicOf } from '../../../sim/protocol/bus/topics.ts'
import { busMessage } from './arbitraries.ts'

describe('topicOf() and parseTopic()', () => {
  test('are each other’s reverse', () => {
    fc.assert(
      fc.property(busMessage, (message) => {
        const { site, device, channel } = message
        const address = 'name' in message ? { site, device, channel, name: message.name } : { site, device, channel }
        expect(parseTopic('loxrig/lab', topicOf('loxrig/lab', message))).toEqual(address)
      }),
    )
  })

  test('topicOf() uses only levels that every broker takes', () => {
    fc.assert(fc.property(busMessage, (message) => /^[a-z0-9$/-]+$/.test(topicOf('loxrig/lab', message))))
  })

  test.for(['', 'Front', 'front.door', 'a/b', '+', '#', 'tür'])('topicOf() refuses %j as a level', (level) => {
    expect(() => topicOf('loxrig/lab', { site: 'home', device: level, channel: 'receipt' })).toThrow(TypeError)
    expect(() => topicOf('loxrig/lab', { site: 'home', device: 'door', channel: 'state', name: level })).toThrow(
      TypeError,
    )
  })

  test.for([
    'loxrig/lab',
    'loxrig/lab/',
    'loxrig/lab/home',
    'loxrig/lab/home/door',
    'loxrig/lab/home/door/event',
    'loxrig/lab/home/door/receipt/more',
    'loxrig/lab/home/door/$clock',
    'loxrig/lab/home/door/$poll',
    'loxrig/lab/$tally',
    'loxrig/lab/home/door/toString',
    'loxrig/lab/home//receipt',
    'loxrig/other/home/door/receipt',
  ])('parseTopic() knows no %s', (topic) => {
    expect(parseTopic('loxrig/lab', topic)).toBeUndefined()
  })
})
