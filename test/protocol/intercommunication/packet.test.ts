import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receivedOf } from '../../../sim/devices/received-datagram.ts'
import { isPacketId, type Packet } from '../../../sim/domain/intercommunication/packet.ts'
import { decodePacket, encodePacket, TEXT_BYTES_MAX } from '../../../sim/protocol/intercommunication/packet.ts'

const hex = (packet: Packet): string => Buffer.from(encodePacket(packet)).toString('hex')
const HEADER = '9e00000000000000 7369746541000000 00 7369746542000000 00'.replaceAll(' ', '')
const siteA = { source: 'siteA', target: 'siteB' }

describe('a packet of Network Intercommunication', () => {
  test('has the bytes that loxone-ici writes', () => {
    expect(hex({ ...siteA, id: 'bell1', value: true })).toBe(
      `${HEADER}62656c6c31000000000100 00 01`.replaceAll(' ', ''),
    )
    expect(hex({ ...siteA, id: 'lastuser', value: 'Anna' })).toBe(`${HEADER}6c617374757365720005000241${'6e6e6100'}`)
    expect(hex({ ...siteA, id: 'degrees', value: 21.5 })).toBe(`${HEADER}6465677265657300000800010000000000803540`)
  })

  test('comes out as it went in', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(isPacketId)
    const text = fc.string({ unit: 'grapheme', maxLength: 100 }).filter((each) => !each.includes('\0'))
    const value = fc.oneof(fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), text)
    fc.assert(
      fc.property(fc.record({ source: id, target: id, id, value }), (packet) => {
        expect(decodePacket(encodePacket(packet))).toEqual(packet)
      }),
    )
  })

  test('cuts a text that is too long behind a whole character', () => {
    const sent = decodePacket(encodePacket({ ...siteA, id: 'long', value: 'ü'.repeat(1_000) }))
    expect(sent?.value).toBe('ü'.repeat((TEXT_BYTES_MAX - 2) / 2))
  })

  test.each(['', 'ninebytes', 'nübern-8', 'a\0b', '\ud800'])('has no id such as %j', (id) => {
    expect(() => encodePacket({ ...siteA, id, value: true })).toThrow(
      /^this is no packet of Network Intercommunication/,
    )
  })

  test('has a text up to its first zero, as whoever reads it in C', () => {
    const bytes = Buffer.from(encodePacket({ ...siteA, id: 'x', value: 'AnnaOtto' }))
    bytes[38 + 4] = 0
    expect(decodePacket(bytes)?.value).toBe('Anna')
    expect(decodePacket(encodePacket({ ...siteA, id: 'x', value: 'Anna\0Otto' }))?.value).toBe('Anna')
  })

  test('carries no number that is none', () => {
    const error = expect.objectContaining({ code: 'PACKET_INVALID' })
    expect(() => encodePacket({ ...siteA, id: 'x', value: Number.NaN })).toThrow(error)
    const bytes = Buffer.from(encodePacket({ ...siteA, id: 'x', value: 1 }))
    bytes.writeDoubleLE(Number.POSITIVE_INFINITY, 38)
    expect(() => decodePacket(bytes)).toThrow(error)
  })

  test('says a name, or something of a lamp or a button, and no value', () => {
    expect(decodePacket(Buffer.from('8d00', 'hex'))).toBeUndefined()
    for (const type of [3, 4, 5, 6]) {
      const lamp = Buffer.alloc(46)
      lamp[0] = 0x9e
      lamp[35] = 8
      lamp[37] = type
      expect(decodePacket(lamp)).toBeUndefined()
    }
  })
})

describe('whatever else comes to the port', () => {
  const SENTENCE = /^this is no packet of Network Intercommunication: /

  test('is a value, a name or nothing that can be read, and never fails otherwise', () => {
    const whole = encodePacket({ ...siteA, id: 'bell1', value: 'Anna' })
    const flipped = fc
      .tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }))
      .map(([at, byte]) => whole.with(at, byte))
    const cut = fc.nat({ max: whole.length }).map((length) => whole.slice(0, length))
    const header = fc
      .tuple(fc.constantFrom(0x9e, 0x8d, 0), fc.uint8Array({ maxLength: 80 }))
      .map(([first, rest]) => Uint8Array.of(first, ...rest))
    fc.assert(
      fc.property(fc.oneof(flipped, cut, header, fc.uint8Array({ maxLength: 2_000 })), (bytes) => {
        const received = receivedOf(bytes)
        if (received.is === 'malformed') expect(received.reason).toMatch(SENTENCE)
        else expect(['value', 'name']).toContain(received.is)
      }),
      { numRuns: 2_000 },
    )
  })

  test('with fewer or more bytes than announced is none', () => {
    const whole = encodePacket({ ...siteA, id: 'bell1', value: true })
    expect(receivedOf(whole.slice(0, -1))).toMatchObject({
      is: 'malformed',
      reason: expect.stringContaining('announces 1'),
    })
    expect(receivedOf(Uint8Array.of(...whole, 0))).toMatchObject({ is: 'malformed' })
    expect(receivedOf(new Uint8Array())).toMatchObject({ reason: expect.stringContaining('it begins with nothing') })
  })
})
