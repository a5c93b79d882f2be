import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crc8, formatRom, parseRom, romFault } from '../../../sim/protocol/one-wire/rom.ts'

describe('crc8()', () => {
  test('is that of the data sheet’s example', () => {
    expect(crc8([0x02, 0x1c, 0xb8, 0x01, 0x00, 0x00, 0x00])).toBe(0xa2)
  })

  test('is 0 over bytes and their own CRC', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc8([...bytes, crc8(bytes)]) === 0))
  })
})

describe('parseRom()', () => {
  const ROM = '01.AB.89.67.45.23.01.79'

  test.for([
    ROM,
    ROM.toLowerCase(),
    '01AB896745230179',
    '01 AB 89 67 45 23 01 79',
    '01:ab:89:67:45:23:01:79',
    '01-AB-89-67-45-23-01-79',
    '79 0123456789AB 01',
    '01.AB8967452301',
    '01AB8967452301',
    '01.AB896745230179',
    '01-0123456789ab',
    `  ${ROM}\n`,
  ])('reads %j', (text) => {
    expect(parseRom(text)).toBe(ROM)
  })

  test.for<[string, RegExp]>([
    ['', /no iButton id/],
    ['01.AB.89', /no iButton id/],
    ['01.AB.89.67.45.23.01.7G', /no iButton id/],
    ['01.AB.89.67.45.23.01.79.00', /no iButton id/],
    ['01.AB.89.67.45.23.01.78', /CRC: it is 78, but the bytes before it give 79/],

    ['0'.repeat(1_000_000), /no iButton id/],
  ])('refuses %j, and says why', ([text, why]) => {
    expect(parseRom(text)).toBeUndefined()
    expect(romFault(text)).toMatch(why)
  })

  test('reads what formatRom() writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 255 }), fc.uint8Array({ minLength: 6, maxLength: 6 }), (family, serial) => {
        const bytes = [family, ...serial]
        const rom = formatRom([...bytes, crc8(bytes)])
        expect(parseRom(rom)).toBe(rom)
        expect(romFault(rom)).toBeUndefined()
      }),
    )
  })
})
