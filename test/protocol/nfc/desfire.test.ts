import { describe, expect, test } from 'vitest'
import { desfireName, GET_VERSION, isSmartCard } from '../../../sim/protocol/nfc/desfire.ts'

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))

test('GET_VERSION is the native command 60, wrapped', () => {
  expect(GET_VERSION).toEqual([0x90, 0x60, 0, 0, 0])
})

describe('isSmartCard()', () => {
  test.for<[string, boolean]>([
    ['3B8180018080', true],
    ['3B8E80018031806549544A3442120FFF82900084', true],
    ['3B8F8001804F0CA000000306030001000000006A', false],
    ['3B8180', false],
    ['3F8180018080', false],
    ['', false],
  ])('of ATR %s is %s', ([atr, expected]) => {
    expect(isSmartCard(bytes(atr))).toBe(expected)
  })
})

describe('desfireName()', () => {
  test.for<[string, string | undefined]>([
    ['0401010002180591AF', 'DESFire'],
    ['0401010100180591AF', 'DESFire EV1'],
    ['0401011200160591AF', 'DESFire EV2'],
    ['0401013300160591AF', 'DESFire EV3'],
    ['0481013300160591AF', 'DESFire EV3'],
    ['0408013000130591AF', 'DESFire Light'],
    ['0404023000110591AF', undefined],
    ['1701011200160591AF', undefined],
    ['0401011200160590AF', undefined],
    ['040101120016059100', undefined],
    ['04010112001691AF', undefined],
    ['6D00', undefined],
    ['', undefined],
  ])('of %s is %s', ([reply, expected]) => {
    expect(desfireName(bytes(reply))).toBe(expected)
  })
})
