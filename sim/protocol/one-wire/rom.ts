const ROM_BYTES = 8
/** A lid and most readers print `A2 000001B81C 02`, OWFS `02.1CB801000000`, Linux `02-000001b81c00`: none is longer. */
const ROM_TEXT_MAX = 40
/** Linux (w1) prints family and serial, the serial's most significant byte first. */
const LINUX_FORM = /^[0-9a-f]{2}-[0-9a-f]{12}$/i

/** The 1-Wire CRC-8 (x⁸+x⁵+x⁴+1, least significant bit first); 0 over bytes that end in their own CRC. */
export function crc8(bytes: Iterable<number>): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8c : crc >> 1
  }
  return crc
}

/**
 * The canonical id of an iButton, `01.AB.89.67.45.23.01.CRC`: family first, then the serial from its least significant
 * byte, CRC last. `undefined` when the text is no ROM, its CRC is wrong or its family 0 (a shorted bus reads as zeros).
 *
 * Read are, in any case: eight bytes from family to CRC or, as on the lid, from CRC to family, with dots, colons, dashes,
 * blanks or nothing between; seven bytes from the family on, without CRC (OWFS: `01.AB8967452301`); Linux's form, `01-0123456789ab`.
 */
export function parseRom(text: string): string | undefined {
  const bytes = romBytes(text)
  if (bytes === undefined) return undefined
  const readings = bytes.length < ROM_BYTES ? [[...bytes, crc8(bytes)]] : [bytes, bytes.toReversed()]
  const rom = readings.find((reading) => crc8(reading) === 0 && reading[0] !== 0)
  return rom === undefined ? undefined : formatRom(rom)
}

/** Why `parseRom` refuses a text, as the end of a sentence that does not repeat the id; `undefined` when it does not. */
export function romFault(text: string): string | undefined {
  if (parseRom(text) !== undefined) return undefined
  const bytes = romBytes(text)
  if (bytes === undefined) return 'is no iButton id; write eight bytes in hex, such as 01.AB.89.67.45.23.01.79'
  return `has the wrong CRC: it is ${hex(bytes.at(-1) ?? 0)}, but the bytes before it give ${hex(crc8(bytes.slice(0, -1)))}`
}

/** Eight bytes, family first, CRC last, in the canonical spelling. */
export function formatRom(bytes: Iterable<number>): string {
  return Array.from(bytes, hex).join('.')
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0').toUpperCase()
}

function romBytes(text: string): number[] | undefined {
  const trimmed = text.trim()
  if (trimmed.length > ROM_TEXT_MAX) return undefined
  if (LINUX_FORM.test(trimmed)) return [...hexBytes(trimmed.slice(0, 2)), ...hexBytes(trimmed.slice(3)).reverse()]
  const digits = trimmed.replaceAll(/[.:\s-]/g, '')
  return /^(?:[0-9a-f]{14}|[0-9a-f]{16})$/i.test(digits) ? hexBytes(digits) : undefined
}

function hexBytes(digits: string): number[] {
  return Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  )
}
