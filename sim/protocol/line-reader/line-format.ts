import type { Credential } from '../../domain/access/credential.ts'
import { RigError } from '../../domain/errors.ts'
import { tagOfUid } from '../nfc/tag-id.ts'
import { crc8, formatRom } from '../one-wire/rom.ts'
import { rdm6300Number } from './rdm6300.ts'
import { isWiegandLength, type WiegandLength, wiegandNumber } from './wiegand.ts'

/** How a reader that writes lines to a serial port spells what was presented to it. */
export interface LineFormat {
  readonly encoding: LineEncoding
  /** What stands before and behind the number in every line, and is no part of it. */
  readonly prefix?: string | undefined
  readonly suffix?: string | undefined
  /** Which byte of the number comes first: the most significant (default), or the least. */
  readonly byteOrder?: 'msb-first' | 'lsb-first' | undefined
  /** What the number is. */
  readonly credential: 'tag' | 'ibutton' | 'external'
}

/** Every way in which a number may be spelled; `text` is none: the line is an external ID as it is. */
export const LINE_ENCODINGS = ['hex', 'decimal', 'wiegand-26', 'wiegand-34', 'wiegand-37', 'rdm6300', 'text'] as const
export type LineEncoding = (typeof LINE_ENCODINGS)[number]

/** Bytes of the numbers that decimal digits stand for: those of a single-size UID. */
const DECIMAL_BYTES = 4
const DECIMAL_DIGITS_MAX = 20
/** As long as an external ID may be, in a line, a rig file or a command. */
export const EXTERNAL_ID_LENGTH_MAX = 128

/**
 * The credential that a line stands for; the line is without its end.
 *
 * @throws RigError `FRAME_MALFORMED` with why it is none, and without what it says: it may be somebody's credential
 */
export function readLine(format: LineFormat, line: string): Credential {
  const { prefix = '', suffix = '', encoding, byteOrder = 'msb-first', credential } = format
  const bare = line.trim()
  if (!bare.startsWith(prefix) || !bare.endsWith(suffix) || bare.length < prefix.length + suffix.length) {
    throw malformed(notWithin(prefix, suffix))
  }
  const text = bare.slice(prefix.length, bare.length - suffix.length).trim()
  if (encoding === 'text') return externalId(credential, text)
  const bytes = DECODERS[encoding](text)
  return CREDENTIALS[credential](byteOrder === 'msb-first' ? bytes : bytes.toReversed())
}

type Decode = (text: string) => readonly number[]

/** The bytes of a number, the most significant one first as the line has it. */
const DECODERS: { readonly [Encoding in Exclude<LineEncoding, 'text'>]: Decode } = {
  hex: hexBytes,
  decimal: decimalBytes,
  'wiegand-26': (text) => wiegandBytes(text, 26),
  'wiegand-34': (text) => wiegandBytes(text, 34),
  'wiegand-37': (text) => wiegandBytes(text, 37),
  rdm6300: (text) => rdm6300Number(text) ?? fail('is no frame of an RDM6300 with the right checksum'),
}

const CREDENTIALS: { readonly [Kind in LineFormat['credential']]: (bytes: readonly number[]) => Credential } = {
  tag: (bytes) => tagOfUid(Uint8Array.from(bytes)),
  ibutton: (bytes) => {
    if (bytes.length !== 8 || crc8(bytes) !== 0 || bytes[0] === 0)
      throw malformed('is no iButton id with the right CRC')
    return { kind: 'ibutton', id: formatRom(bytes) }
  },
  external: (bytes) => ({ kind: 'external', id: hexOf(bytes) }),
}

function externalId(credential: LineFormat['credential'], text: string): Credential {
  if (credential !== 'external') throw malformed('is text, and a tag or an iButton has a number')
  if (text === '' || text.length > EXTERNAL_ID_LENGTH_MAX)
    throw malformed(`has no text of at most ${EXTERNAL_ID_LENGTH_MAX} letters`)
  return { kind: 'external', id: text }
}

function hexBytes(text: string): readonly number[] {
  const digits = text.replaceAll(/[ :.-]/g, '')
  if (!/^(?:[0-9a-f]{2}){1,16}$/i.test(digits)) throw malformed('is not bytes in hex')
  return (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))
}

function decimalBytes(text: string): readonly number[] {
  if (!/^\d+$/.test(text) || text.length > DECIMAL_DIGITS_MAX) throw malformed('is not a number in decimal digits')
  const digits = BigInt(text)
    .toString(16)
    .padStart(2 * DECIMAL_BYTES, '0')
  return hexBytes(digits.length % 2 === 0 ? digits : `0${digits}`)
}

/** The frame's bits as `0` and `1`, or as hex digits that may have bits too many in front. */
function wiegandBytes(text: string, length: WiegandLength): readonly number[] {
  const bits = isWiegandLength(text.length) && /^[01]+$/.test(text) ? text : bitsOfHex(text, length)
  if (bits?.length !== length) throw malformed(`is no Wiegand frame of ${length} bits`)
  return wiegandNumber(bits) ?? fail(`has the wrong parity for a Wiegand frame of ${length} bits`)
}

function bitsOfHex(text: string, length: number): string | undefined {
  const digits = Math.ceil(length / 4)
  if (!/^[0-9a-f]+$/i.test(text) || text.length < digits || text.length > digits + 1) return undefined
  const bits = [...text].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
  const [front, frame] = [bits.slice(0, -length), bits.slice(-length)]
  return front.includes('1') ? undefined : frame
}

function hexOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')
}

function malformed(why: string): RigError {
  return new RigError('FRAME_MALFORMED', `A line ${why}.`)
}

function fail(why: string): never {
  throw malformed(why)
}

function notWithin(prefix: string, suffix: string): string {
  if (suffix === '') return `does not begin with "${prefix}"`
  return prefix === '' ? `does not end with "${suffix}"` : `is not between "${prefix}" and "${suffix}"`
}
