import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HEX, HEX_CAPITALS, HEX_SMALL, isAllOf, isUuid } from '../../../sim/protocol/trust/digits.ts'

const UUID = '0a0b0c0d-0001-0001-ffff504f94a00001'
const character = fc.constantFrom('0', '9', 'a', 'f', 'g', 'A', 'F', 'G', '-', '\n', '\u0130', '\uffff', '')

test('texts of digits are those that a regular expression would take', () => {
  fc.assert(
    fc.property(
      fc.array(character).map((all) => all.join('')),
      (text) => {
        expect(isAllOf(text, HEX)).toBe(/^[0-9a-fA-F]+$/.test(text))
        expect(isAllOf(text, HEX_SMALL)).toBe(/^[0-9a-f]+$/.test(text))
        expect(isAllOf(text, HEX_CAPITALS)).toBe(/^[0-9A-F]+$/.test(text))
      },
    ),
  )
})

test('so are uuids, with any character in any place', () => {
  const altered = fc
    .tuple(fc.nat(UUID.length), character)
    .map(([at, one]) => UUID.slice(0, at) + one + UUID.slice(at + 1))
  fc.assert(
    fc.property(altered, (text) => {
      expect(isUuid(text)).toBe(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/.test(text))
    }),
  )
  expect(isUuid(UUID)).toBe(true)
})
