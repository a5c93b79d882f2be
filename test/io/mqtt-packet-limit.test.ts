import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MqttPacketLimit } from '../../sim/io/mqtt-packet-limit.ts'

describe('MqttPacketLimit', () => {
  test('accepts() lets packets up to the limit through, however they are cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 5 }),
        fc.array(fc.nat(30_000)),
        (lengths, cuts) => {
          const limit = new MqttPacketLimit(20_000)
          expect(chunks(packets(lengths), cuts).every((chunk) => limit.accepts(chunk))).toBe(true)
        },
      ),
    )
  })

  test('accepts() refuses a longer one as soon as its length is known', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { maxLength: 5 }),
        fc.integer({ min: 501, max: 268_435_455 }),
        (lengths, tooLong) => {
          const limit = new MqttPacketLimit(500)
          expect(limit.accepts(packets(lengths))).toBe(true)
          expect(limit.accepts(header(tooLong))).toBe(false)
        },
      ),
    )
  })

  test('accepts() refuses a length of more than four bytes', () => {
    expect(new MqttPacketLimit(500).accepts(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 0x01))).toBe(false)
  })
})

function packets(lengths: readonly number[]): Buffer {
  return Buffer.concat(lengths.flatMap((length) => [header(length), Buffer.alloc(length, 0xff)]))
}

/** Fixed header of a PUBLISH (MQTT 3.1.1 §2.2). */
function header(length: number): Buffer {
  const bytes = [0x30]
  for (let rest = length; rest > 0 || bytes.length === 1; rest >>= 7)
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
  return Buffer.from(bytes)
}

function chunks(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}
