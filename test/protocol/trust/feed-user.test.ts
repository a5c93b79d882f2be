import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FeedUser } from '../../../sim/domain/trust/message.ts'
import { isFeedUser } from '../../../sim/protocol/trust/feed-user.ts'
import { encodeFrame, FrameDecoder } from '../../../sim/protocol/trust/frames.ts'
import { TrustFrame } from '../../../sim/protocol/trust/schema.ts'

const password = { alg: 'SHA256', salt: 'ab12', hash: 'CD34' } as const
const whole: FeedUser = {
  uuid: '0a0b0c0d-0001-0001-ffff504f94a00001',
  name: 'Anna',
  uniqueUserId: 'P-1',
  password,
  visuPassword: password,
  tags: [{ id: '04 A1', name: 'blue' }],
  ibuttons: [],
  externalIds: [{ id: 'plate', name: 'car' }],
  codeDigest: 'ab',
  status: { state: 'timespan', validFromMs: 1, validUntilMs: 2, onExpiry: 'delete' },
  ownershipEpoch: 1,
  codeKeyOf: '504F94A00002',
  linkKey: '0a'.repeat(32),
  groups: ['0a0b0c0d-0002-0001-ffff504f94a00001'],
}

const frameOf = (users: readonly unknown[]) => ({
  v: 1,
  n: 1,
  message: {
    id: 'f',
    type: 'feed',
    page: {
      ...{ position: { epoch: 1, seq: 1 }, whole: true, users, groups: [], gone: [] },
      ...{ codeKey: '0'.repeat(64), timeoutS: 900 },
    },
  },
})

/** Any place of a user, with anything in it, or without it. */
const damaged = fc
  .tuple(
    fc.constantFrom(...Object.keys(whole), '__proto__', 'constructor', 'later'),
    fc.option(
      fc.constantFrom('', 'x', 'x'.repeat(4_097), 1.5, -1, 2 ** 53, null, [], {}, [{}], [null], ['x'], password),
      {
        nil: undefined,
      },
    ),
    fc.constantFrom('', 'alg', 'id', 'state', 'validFromMs', 'later', '0'),
  )
  .map(([field, value, inner]) => {
    const text = JSON.stringify(whole)
    const user = JSON.parse(text)
    const present: unknown = user[field]
    const within = inner !== '' && typeof present === 'object' && present !== null
    const entry = within ? JSON.stringify({ ...present, [inner]: value }) : JSON.stringify(value)
    const others = Object.entries(user).filter(([name]) => name !== field)
    const fields = others.map(([name, other]) => `${JSON.stringify(name)}:${JSON.stringify(other)}`)
    return `{${[...fields, ...(entry === undefined ? [] : [`${JSON.stringify(field)}:${entry}`])].join()}}`
  })

describe('users of a page', () => {
  test('are taken as they are only where the schema would make the same of them', () => {
    expect(isFeedUser(whole)).toBe(true)
    fc.assert(
      fc.property(damaged, (text) => {
        const user: unknown = JSON.parse(text)
        const parsed = TrustFrame.safeParse(frameOf([JSON.parse(text)]))
        if (isFeedUser(user)) expect(parsed.data).toEqual(frameOf([user]))
      }),
    )
  })

  test('a frame is read as the schema reads it, whatever its users are', () => {
    fc.assert(
      fc.property(fc.array(damaged, { maxLength: 3 }), (texts) => {
        const frame = JSON.stringify(frameOf([])).replace('"users":[]', `"users":[${texts.join()}]`)
        const expected = TrustFrame.safeParse(JSON.parse(frame))
        const body = Buffer.from(frame)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(body.length)
        const read = () => new FrameDecoder().feed(Buffer.concat([length, body]))
        if (expected.success) expect(read()).toEqual([expected.data])
        else expect(read).toThrow(expect.objectContaining({ code: 'FRAME_MALFORMED' }))
      }),
    )
  })

  test('many of them are sent as they are written one by one, in any number of frames', () => {
    const users = Array.from({ length: 3_000 }, (_, number) => ({ ...whole, name: `Änna ${number} "users":[]` }))
    for (const n of [1, 2]) {
      const frame = TrustFrame.parse({ ...frameOf([]), n })
      if (!('message' in frame) || frame.message.type !== 'feed') throw new Error('a page')
      const long: TrustFrame = { ...frame, message: { ...frame.message, page: { ...frame.message.page, users } } }
      const bytes = encodeFrame(long)
      expect(new FrameDecoder().feed(bytes)).toEqual([long])
      const pieces = Math.ceil(JSON.stringify(long).length / 2 ** 20)
      expect(bytes.length).toBe(Buffer.byteLength(JSON.stringify(long)) + 4 * pieces)
    }
  })
})
