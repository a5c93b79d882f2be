import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GET_UID, readUidReply } from '../../../sim/protocol/nfc/uid-command.ts'

describe('readUidReply()', () => {
  test('takes the UID before the status word 9000', () => {
    expect(readUidReply(Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3, 0x90, 0x00))).toEqual({ kind: 'tag', id: '04 A1 B2 C3' })
  })

  test('looks only at its own bytes of a larger buffer', () => {
    const buffer = Uint8Array.of(0xff, 0xff, 0x04, 0xa1, 0xb2, 0xc3, 0x90, 0x00, 0x6a, 0x81)
    expect(readUidReply(buffer.subarray(2, 8))).toEqual({ kind: 'tag', id: '04 A1 B2 C3' })
  })

  test.for<[string, number[], string]>([
    ['nothing', [], 'answered 0 bytes'],
    ['half a status word', [0x90], 'answered 1 bytes'],
    ['no UID', [0x90, 0x00], 'a UID of 0 bytes'],
    ['function not supported', [0x6a, 0x81], 'answers 6A81'],
    ['a UID with a warning', [0x04, 0xa1, 0xb2, 0xc3, 0x62, 0x82], 'answers 6282'],
  ])('refuses %s', ([, bytes, why]) => {
    expect(() => readUidReply(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({ code: 'FRAME_MALFORMED', message: expect.stringContaining(why) }),
    )
  })

  test('answers any bytes with a tag or with FRAME_MALFORMED', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, isOk) => {
        try {
          expect(readUidReply(isOk ? Uint8Array.of(...bytes, 0x90, 0x00) : bytes).kind).toBe('tag')
        } catch (error) {
          expect(error).toMatchObject({ code: 'FRAME_MALFORMED' })
        }
      }),
    )
  })
})

test('GET_UID is the GET DATA of PC/SC part 3', () => {
  expect(GET_UID).toEqual([0xff, 0xca, 0x00, 0x00, 0x00])
})
