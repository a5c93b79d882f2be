import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTagId, tagOfUid } from '../../../sim/protocol/nfc/tag-id.ts'

describe('parseTagId()', () => {
  test.for<[string, string]>([
    ['04 A1 B2 C3', '04 A1 B2 C3'],
    ['04:a1:b2:c3', '04 A1 B2 C3'],
    ['04-a1-b2-c3', '04 A1 B2 C3'],
    ['04.A1.B2.C3', '04 A1 B2 C3'],
    ['04a1b2c3', '04 A1 B2 C3'],
    [' 04A1B2C3\n', '04 A1 B2 C3'],
    ['04a1b2c3d4e580', '04 A1 B2 C3 D4 E5 80'],
    ['04A1B2C3D4E58001AABB', '04 A1 B2 C3 D4 E5 80 01 AA BB'],
    ['0fb9b6d20654031f', '0F B9 B6 D2 06 54 03 1F'],
  ])('§3.6.1: reads %j as the tag %s', ([text, id]) => {
    expect(parseTagId(text)).toEqual({ kind: 'tag', id })
  })

  test.for(['0F B9 B6 D2 06 54 03 1F EC', '0fb9b6d20654031fec', '0F:B9:B6:D2:06:54:03:1F:EC'])(
    '§3.6.1: reads %j as an encrypted tag, eight bytes and EC',
    (text) => {
      expect(parseTagId(text)).toEqual({ kind: 'tag', id: '0F B9 B6 D2 06 54 03 1F EC' })
    },
  )

  test('takes an EC that ends a UID for a byte like any other', () => {
    expect(parseTagId('04 A1 B2 EC')).toEqual({ kind: 'tag', id: '04 A1 B2 EC' })
  })

  test.for<[string, string]>([
    ['', 'not bytes in hex'],
    ['blue-card', 'not bytes in hex'],
    ['04 A1 B2 C', 'not bytes in hex'],
    ['04 A1:B2 C3', 'not bytes in hex'],
    ['04 A1  B2 C3', 'not bytes in hex'],
    ['0x04A1B2C3', 'not bytes in hex'],
    ['04 A1 B2', 'it has 3 bytes'],
    ['04 A1 B2 C3 EC', 'it has 5 bytes'],
    ['0F B9 B6 D2 06 54 03 1F ED', 'it has 9 bytes'],
    ['04A1B2C3D4E58001AABBCC', 'it has 11 bytes'],
  ])('refuses %j: %s', ([text, why]) => {
    expect(() => parseTagId(text)).toThrow(
      expect.objectContaining({ code: 'INVALID', message: expect.stringContaining(why) }),
    )
  })

  test('repeats no more than 64 characters of what it refuses', () => {
    expect(() => parseTagId('04 '.repeat(10_000))).toThrow(/^.{64,250}$/s)
  })

  test('reads back what it and tagOfUid() write, in any spelling', () => {
    const uid = fc.constantFrom(4, 7, 8, 10).chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
    fc.assert(
      fc.property(uid, fc.constantFrom('', ' ', ':', '-', '.'), fc.boolean(), (bytes, separator, isUpper) => {
        const tag = tagOfUid(bytes)
        const spelled = tag.id.replaceAll(' ', separator)
        expect(parseTagId(isUpper ? spelled : spelled.toLowerCase())).toEqual(tag)
      }),
    )
  })

  test('answers any text with a tag or with INVALID', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFabcdef :.-x\n'), maxLength: 80 }), (text) => {
        try {
          expect(parseTagId(text).id).toMatch(/^[0-9A-F]{2}( [0-9A-F]{2}){3,9}$/)
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID' })
        }
      }),
    )
  })
})

describe('tagOfUid()', () => {
  test.for([0, 3, 5, 6, 9, 11])('refuses a UID of %i bytes', (length) => {
    expect(() => tagOfUid(new Uint8Array(length))).toThrow(expect.objectContaining({ code: 'FRAME_MALFORMED' }))
  })
})
