import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cloudEventOf, decodeMessage, encodeMessage, PAYLOAD_MAX } from '../../../sim/protocol/bus/cloud-event.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { dataSchemaOf } from '../../../sim/protocol/bus/payloads.ts'
import { busMessage } from './arbitraries.ts'

const PREFIX = 'loxrig/two-sites'

const TAP: BusMessage = {
  id: 'front-door-1.4',
  site: 'home',
  device: 'front-door',
  timeMs: Date.UTC(2026, 10, 21, 17),
  causedBy: 'rig-7',
  channel: 'event',
  name: 'tag-presented',
  data: { sealed: 'c2VhbGVk', ageMs: 0, source: 'simulated' },
}

describe('encodeMessage() and decodeMessage()', () => {
  test('give back exactly the message that went in', () => {
    fc.assert(
      fc.property(busMessage, (message) => {
        const { topic, payload } = encodeMessage(PREFIX, message)
        expect(decodeMessage(PREFIX, topic, Buffer.from(payload))).toEqual(message)
      }),
      { numRuns: 1_000 },
    )
  })

  test('write a CloudEvent 1.0 in structured mode, as the schema of its data says', () => {
    fc.assert(
      fc.property(busMessage, (message) => {
        const schema = dataSchemaOf(message.channel, 'name' in message ? message.name : undefined)
        const event = JSON.parse(encodeMessage(PREFIX, message).payload)
        expect(schema && cloudEventOf(schema).safeParse(event).success).toBe(true)
      }),
    )
  })

  test('spell a tap as the interface says', () => {
    const { topic, payload, retain, qos } = encodeMessage(PREFIX, TAP)
    expect({ topic, retain, qos }).toEqual({
      topic: 'loxrig/two-sites/home/front-door/event/tag-presented',
      retain: false,
      qos: 1,
    })
    expect(JSON.parse(payload)).toEqual({
      specversion: '1.0',
      id: 'front-door-1.4',
      source: '/loxrig/two-sites/home/front-door',
      type: 'loxrig.event.tag-presented',
      time: '2026-11-21T17:00:00.000Z',
      causedby: 'rig-7',
      data: { sealed: 'c2VhbGVk', ageMs: 0, source: 'simulated' },
    })
  })
})

describe('encodeMessage()', () => {
  test.for<[string, object]>([
    ['data that is not of the event', { data: { ageMs: '0' } }],
    ['data with a key too many', { data: { ageMs: 0, uid: '04 A1 B2 C3' } }],
    ['an id that is empty', { id: '' }],
    ['an id that is too long', { id: 'x'.repeat(257) }],
    ['a name that is no event', { name: 'door-kicked-in' }],
    ['a device that is no level of a topic', { device: 'Front Door' }],
    ['a year that needs five digits', { timeMs: Date.UTC(10_000, 0, 1) }],
  ])('throws TypeError for %s', ([, change]) => {
    expect(() => encodeMessage(PREFIX, { ...TAP, ...change } as BusMessage)).toThrow(TypeError)
  })

  test('throws FRAME_TOO_LONG for more than a payload may hold, counted in bytes', () => {
    const groups = (count: number): BusMessage =>
      ({
        ...TAP,
        channel: 'decision',
        name: undefined,
        data: { ...DECISION, groups: Array(count).fill('€'.repeat(100)) },
      }) as unknown as BusMessage
    expect(Buffer.byteLength(encodeMessage(PREFIX, groups(200)).payload)).toBeLessThanOrEqual(PAYLOAD_MAX)
    expect(() => encodeMessage(PREFIX, groups(220))).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LONG' }))
  })
})

describe('decodeMessage()', () => {
  const { topic, payload } = encodeMessage(PREFIX, TAP)
  const event = JSON.parse(payload)

  test.for<[string, string, unknown]>([
    ['another rig', topic.replace('two-sites', 'other'), event],
    ['a topic that is none', `${topic}/more`, event],
    ['an event there is not', topic.replace('tag-presented', 'constructor'), event],
    ['the source of another device', topic, { ...event, source: '/loxrig/two-sites/home/back-door' }],
    ['the type of another event', topic, { ...event, type: 'loxrig.event.ibutton-arrived' }],
    ['another version of CloudEvents', topic, { ...event, specversion: '0.3' }],
    ['no id', topic, { ...event, id: undefined }],
    ['a time that is none', topic, { ...event, time: '2026-13-01T00:00:00.000Z' }],
    ['data of another kind', topic, { ...event, data: 'ready' }],
    ['a key too many', topic, { ...event, data: { ...event.data, uid: '04 A1 B2 C3' } }],
    ['a list', topic, [event]],
    ['nothing', topic, null],
  ])('throws FRAME_MALFORMED for %s', ([, at, content]) => {
    const bytes = Buffer.from(JSON.stringify(content))
    expect(() => decodeMessage(PREFIX, at, bytes)).toThrow(expect.objectContaining({ code: 'FRAME_MALFORMED' }))
  })

  test('throws nothing but FRAME_MALFORMED and FRAME_TOO_LONG, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((json) => Buffer.from(json)),
        ),
        (bytes) => {
          expect(() => decodeMessage(PREFIX, topic, bytes)).toThrow(
            expect.objectContaining({ code: 'FRAME_MALFORMED' }),
          )
        },
      ),
    )
    expect(() => decodeMessage(PREFIX, topic, Buffer.alloc(PAYLOAD_MAX + 1))).toThrow(
      expect.objectContaining({ code: 'FRAME_TOO_LONG' }),
    )
  })

  test('accepts other spellings of a time, and attributes it does not know', () => {
    const other = { ...event, time: '2026-11-21T18:00:00+01:00', traceparent: '00-1' }
    expect(decodeMessage(PREFIX, topic, Buffer.from(JSON.stringify(other)))).toEqual(TAP)
  })

  test('I3: says what is wrong without quoting the content', () => {
    const sealed = 'S3CR3T'
    for (const text of [
      `{"data":{"sealed":"${sealed}`,
      JSON.stringify({ ...event, data: { sealed, ageMs: sealed } }),
    ]) {
      expect(() => decodeMessage(PREFIX, topic, Buffer.from(text))).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(sealed) }),
      )
    }
  })
})

const DECISION = {
  id: 'd1',
  causedBy: 'e1',
  site: 'home',
  reader: 'front-door',
  atMs: 0,
  ageMs: 0,
  outcome: 'denied',
  reason: 'UNKNOWN_CREDENTIAL',
  paths: [],
  output: -1,
  historyType: 8,
  effects: [],
}
