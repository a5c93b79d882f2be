import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeFrame, FrameDecoder, framePieces, PIECE_LENGTH_MAX } from '../../../sim/protocol/trust/frames.ts'
import type { TrustFrame } from '../../../sim/protocol/trust/schema.ts'

const serial = fc.stringMatching(/^[0-9A-F]{12}$/)
const uuid = fc.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/)
const position = fc.record({ epoch: fc.nat(), seq: fc.nat() })
const member = fc.record(
  {
    serial,
    name: fc.string({ unit: 'grapheme', maxLength: 20 }),
    miniserverType: fc.nat(4),
    firmware: fc.string(),
    internalAddress: fc.string(),
  },
  { requiredKeys: ['serial', 'name', 'miniserverType', 'firmware'] },
)

const message: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ type: fc.constant('heartbeat'), position }),
  fc.record({ type: fc.constant('discover') }),
  fc.record({ type: fc.constant('subscribe'), users: fc.array(uuid), groups: fc.array(uuid) }),
  fc.record({
    type: fc.constant('members'),
    trustUuid: uuid,
    name: fc.string(),
    epoch: fc.nat(),
    members: fc.array(member),
  }),
  fc.record({
    type: fc.constant('answer'),
    result: fc.record({ ok: fc.constant(false), code: fc.string(), message: fc.string() }),
  }),
)

const frame = fc.oneof(
  fc.record({ v: fc.constant(1), ack: fc.integer({ min: 1 }) }),
  fc
    .tuple(fc.integer({ min: 1 }), fc.string({ minLength: 1, maxLength: 64 }), message)
    .map(([n, id, content]) => ({ v: 1, n, message: { id, ...(content as object) } })),
) as fc.Arbitrary<TrustFrame>

/** A feed of one user, who is valid until then. */
function feedOf(validUntilMs: number): unknown {
  const none = { tags: [], ibuttons: [], externalIds: [], groups: [] }
  const user = {
    ...{ uuid: '0a0b0c0d-0001-0001-ffff504f94a00001', name: 'Anna', ...none },
    status: { state: 'enabled-until', validUntilMs },
  }
  const page = {
    ...{ position: { epoch: 1, seq: 1 }, whole: true, users: [user], groups: [], gone: [] },
    ...{ codeKey: '00'.repeat(32), timeoutS: 900 },
  }
  return { v: 1, n: 1, message: { id: 'x', type: 'feed', page } }
}

const heartbeat = { id: 'x', type: 'heartbeat', position: { epoch: 1, seq: 2 } } as const
const bytesOf = (json: string): Uint8Array => Buffer.concat([lengthOf(Buffer.byteLength(json)), Buffer.from(json)])

function lengthOf(length: number): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32BE(length)
  return header
}

describe('frames of a Trust link', () => {
  test('are read as they were written, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (frames, cuts) => {
          const bytes = Buffer.concat(frames.map((each) => encodeFrame(each)))
          const decoder = new FrameDecoder()
          const read: TrustFrame[] = []
          for (let offset = 0, turn = 0; offset < bytes.length; turn++) {
            const end = offset + (cuts[turn % cuts.length] ?? 1)
            read.push(...decoder.feed(bytes.subarray(offset, end)))
            offset = end
          }
          expect(read).toEqual(frames)
        },
      ),
    )
  })

  test('fields of later versions are passed over', () => {
    const json = JSON.stringify({
      v: 1,
      n: 1,
      flags: 7,
      message: { ...heartbeat, later: true, position: { epoch: 1, seq: 2, at: 3 } },
    })
    expect(new FrameDecoder().feed(bytesOf(json))).toEqual([{ v: 1, n: 1, message: heartbeat }])
  })

  test('a length beyond the limit is refused before its bytes arrive', () => {
    expect(() => new FrameDecoder(100).feed(lengthOf(101))).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LONG' }))
    expect(new FrameDecoder(100).feed(lengthOf(100))).toEqual([])
  })

  test('P-97: go in pieces where they are long, of which each has its limit, and so have all together', () => {
    const users = Array.from(
      { length: 60_000 },
      (_, index) => `0a0b0c0d-0001-0001-${index.toString(16).padStart(16, '0')}`,
    )
    const long: TrustFrame = { v: 1, n: 1, message: { id: 'x', type: 'subscribe', users, groups: [] } }
    const pieces = [...framePieces(long)].map((piece) => Buffer.from(piece))
    const more = pieces.map((piece) => piece.readUInt32BE(0) >>> 31)
    expect(more).toEqual([...pieces.slice(1).map(() => 1), 0])
    expect(pieces.length).toBe(3)
    const decoder = new FrameDecoder()
    expect(pieces.map((piece) => [decoder.feed(piece).length, decoder.isWithin])).toEqual([
      [0, true],
      [0, true],
      [1, false],
    ])
    expect(() => new FrameDecoder(PIECE_LENGTH_MAX + 5).feed(Buffer.concat(pieces))).toThrow(/of 2097152 bytes/)
    expect(() => new FrameDecoder().feed(lengthOf(PIECE_LENGTH_MAX + 1))).toThrow(/at most 1048576/)
    expect(() => new FrameDecoder().feed(lengthOf(0x8000_0000))).toThrow(/empty piece/)
  })

  test('a frame as long as the limit passes, and one longer is not sent', () => {
    const one: TrustFrame = { v: 1, n: 1, message: heartbeat }
    const { length } = JSON.stringify(one)
    expect(new FrameDecoder(length).feed(encodeFrame(one, length))).toEqual([one])
    expect(() => encodeFrame(one, length - 1)).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LONG' }))
  })

  test.for([
    ['no JSON', '{'],
    ['another version', JSON.stringify({ v: 2, ack: 1 })],
    ['neither message nor acknowledgement', JSON.stringify({ v: 1 })],
    ['a message of no known type', JSON.stringify({ v: 1, n: 1, message: { id: 'x', type: 'exec' } })],
    ['a message without an id', JSON.stringify({ v: 1, n: 1, message: { type: 'discover' } })],
    ['a number zero', JSON.stringify({ v: 1, ack: 0 })],
    [
      'an empty uuid',
      JSON.stringify({
        v: 1,
        n: 1,
        message: { id: 'x', type: 'members', trustUuid: '', name: '', epoch: 1, members: [] },
      }),
    ],
    [
      'a position below zero',
      JSON.stringify({ v: 1, n: 1, message: { ...heartbeat, position: { epoch: 1, seq: -1 } } }),
    ],
    ['nothing', ''],
  ])('with %s are malformed', ([, json = '']) => {
    expect(() => new FrameDecoder().feed(bytesOf(json))).toThrow(expect.objectContaining({ code: 'FRAME_MALFORMED' }))
  })

  test('a user that is valid until no date could not be kept, and is malformed', () => {
    const read = (validUntilMs: number) => new FrameDecoder().feed(bytesOf(JSON.stringify(feedOf(validUntilMs))))
    expect(read(8_640_000_000_000_000)).toHaveLength(1)
    expect(() => read(8_640_000_000_000_001)).toThrow(expect.objectContaining({ code: 'FRAME_MALFORMED' }))
  })

  test('that are no UTF-8 are malformed', () => {
    const bytes = Buffer.concat([lengthOf(2), Buffer.from([0xc3, 0x28])])
    expect(() => new FrameDecoder().feed(bytes)).toThrow(expect.objectContaining({ code: 'FRAME_MALFORMED' }))
  })

  test('I3: a refusal says where a frame is wrong, never what was in it', () => {
    const secret = 'c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldA=='
    const json = JSON.stringify({ v: 1, n: 1, message: { id: 'x', type: 'join', secret, trustUuid: secret } })
    const refused = expect.not.objectContaining({ message: expect.stringContaining(secret.slice(0, 8)) })
    expect(() => new FrameDecoder().feed(bytesOf(json))).toThrow(refused)
  })

  test('any bytes at all are frames, too few, or refused with a code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          new FrameDecoder().feed(bytes)
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^FRAME_/) })
        }
      }),
    )
  })
})
