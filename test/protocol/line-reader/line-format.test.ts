import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LineFormat, readLine } from '../../../sim/protocol/line-reader/line-format.ts'

const HEX: LineFormat = { encoding: 'hex', credential: 'tag' }

describe('a line of a reader', () => {
  test.for<[what: string, format: LineFormat, line: string, kind: string, id: string]>([
    ['hex', HEX, '04A1B2C3', 'tag', '04 A1 B2 C3'],
    ['hex in small letters with blanks', HEX, ' 04 a1 b2 c3 ', 'tag', '04 A1 B2 C3'],
    ['hex between prefix and suffix', { ...HEX, prefix: 'UID=', suffix: ';' }, 'UID=04A1B2C3;', 'tag', '04 A1 B2 C3'],
    ['hex, least significant byte first', { ...HEX, byteOrder: 'lsb-first' }, 'C3B2A104', 'tag', '04 A1 B2 C3'],
    ['decimal', { encoding: 'decimal', credential: 'tag' }, '0077705923', 'tag', '04 A1 B2 C3'],
    ['a small number', { encoding: 'decimal', credential: 'external' }, '1', 'external', '00000001'],
    // Facility 118, card 1603: 0 01110110 0000011001000011 …, parity even before and odd behind.
    [
      'Wiegand 26 as bits',
      { encoding: 'wiegand-26', credential: 'external' },
      '10111011000000110010000110',
      'external',
      '760643',
    ],
    ['Wiegand 26 as hex', { encoding: 'wiegand-26', credential: 'external' }, '2EC0C86', 'external', '760643'],
    ['RDM6300', { encoding: 'rdm6300', credential: 'external' }, '\u00024500B8D8F2D7', 'external', '4500B8D8F2'],
    [
      'an iButton',
      { encoding: 'hex', credential: 'ibutton' },
      '01AB896745230179',
      'ibutton',
      '01.AB.89.67.45.23.01.79',
    ],
    [
      'an iButton from its CRC to its family',
      { encoding: 'hex', credential: 'ibutton', byteOrder: 'lsb-first' },
      '790123456789AB01',
      'ibutton',
      '01.AB.89.67.45.23.01.79',
    ],
    [
      'text of an external ID',
      { encoding: 'text', credential: 'external', prefix: 'FINGER=', suffix: ';' },
      'FINGER= right thumb, Anna ;\r',
      'external',
      'right thumb, Anna',
    ],
  ])('%s', ([, format, line, kind, id]) => {
    expect(readLine(format, line)).toEqual({ kind, id })
  })

  test.for<[why: RegExp, format: LineFormat, line: string]>([
    [/A line does not begin with "UID="\.$/, { ...HEX, prefix: 'UID=' }, '04A1B2C3'],
    [/A line does not end with ";"\.$/, { ...HEX, suffix: ';' }, '04A1B2C3'],
    [/A line is not between "UID=" and ";"\.$/, { ...HEX, prefix: 'UID=', suffix: ';' }, 'UID=04A1B2C3'],
    [/not bytes in hex/, HEX, 'good day'],
    [/not bytes in hex/, HEX, '04A1B'],
    [/UID of 3 bytes/, HEX, '04A1B2'],
    [/not a number in decimal/, { encoding: 'decimal', credential: 'tag' }, '0x12'],
    [
      /wrong parity for a Wiegand frame of 26/,
      { encoding: 'wiegand-26', credential: 'external' },
      '00111011000000110010000110',
    ],
    [/no Wiegand frame of 34 bits/, { encoding: 'wiegand-34', credential: 'external' }, '10111011000000110010000110'],
    [/checksum/, { encoding: 'rdm6300', credential: 'external' }, '4500B8D8F2D6'],
    [/right CRC/, { encoding: 'hex', credential: 'ibutton' }, '01AB896745230178'],
    [/right CRC/, { encoding: 'hex', credential: 'ibutton' }, '0000000000000000'],
    [/is text, and a tag or an iButton has a number/, { encoding: 'text', credential: 'tag' }, '04A1B2C3'],
    [/has no text/, { encoding: 'text', credential: 'external', prefix: 'ID=' }, 'ID='],
    [/at most 128 letters/, { encoding: 'text', credential: 'external' }, 'x'.repeat(129)],
  ])('is refused: %s', ([why, format, line]) => {
    expect(() => readLine(format, line)).toThrow(
      expect.objectContaining({ code: 'FRAME_MALFORMED', message: expect.stringMatching(why) }),
    )
  })

  test('is no encrypted tag, which no reader of lines has authenticated: nine bytes are refused, the last one EC or not', () => {
    const tags = { ...HEX, credential: 'tag' } as const
    expect(() => readLine(tags, '0FB9B6D20654031FEC')).toThrow(expect.objectContaining({ code: 'FRAME_MALFORMED' }))
    expect(readLine(tags, '0FB9B6D20654031F')).toEqual({ kind: 'tag', id: '0F B9 B6 D2 06 54 03 1F' })
  })

  test('a refusal never repeats what the line says', () => {
    expect(() => readLine(HEX, '04A1B2')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('04A1B2') }),
    )
  })
})

describe('a Wiegand frame', () => {
  const frames = fc
    .record({ length: fc.constantFrom(26, 34, 37), seed: fc.bigInt({ min: 0n, max: (1n << 35n) - 1n }) })
    .map(({ length, seed }) => ({ length, number: BigInt.asUintN(length - 2, seed) }))

  /** As a sender makes it: bit by bit, apart from how it is read. */
  function frame(length: number, number: bigint): string {
    const bits = number.toString(2).padStart(length - 2, '0')
    const count = (from: number, to: number) => [...bits.slice(from, to)].filter((bit) => bit === '1').length
    const middle = Math.floor((length - 2) / 2)
    const even = count(0, Math.ceil((length - 2) / 2)) % 2
    const odd = 1 - (count(middle, length - 2) % 2)
    return `${even}${bits}${odd}`
  }

  test('of 26, 34 and 37 bits is read as its number', () => {
    fc.assert(
      fc.property(frames, ({ length, number }) => {
        const format = { encoding: `wiegand-${length}`, credential: 'external' } as LineFormat
        expect(BigInt(`0x${readLine(format, frame(length, number)).id}`)).toBe(number)
      }),
    )
  })

  test('with one bit turned is refused', () => {
    fc.assert(
      fc.property(frames, fc.nat(36), ({ length, number }, at) => {
        fc.pre(at < length)
        const sent = frame(length, number)
        const turned = `${sent.slice(0, at)}${sent[at] === '1' ? '0' : '1'}${sent.slice(at + 1)}`
        const format = { encoding: `wiegand-${length}`, credential: 'external' } as LineFormat
        expect(() => readLine(format, turned)).toThrow('parity')
      }),
    )
  })
})
