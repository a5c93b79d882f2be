import { isUtf8 } from 'node:buffer'
import { RigError } from '../../domain/errors.ts'

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252'

interface Decoded {
  readonly encoding: Encoding
  /** The text without its byte order mark: the bytes themselves where the file is UTF-8. */
  readonly utf8: Buffer
}

const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: Exclude<Encoding, 'Windows-1252'> }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'UTF-8' },
  { bytes: [0xff, 0xfe], encoding: 'UTF-16LE' },
  { bytes: [0xfe, 0xff], encoding: 'UTF-16BE' },
]

/** What 0x80 to 0x9F are in Windows-1252 (encoding.spec.whatwg.org, index-windows-1252); the five that are nothing stay as they are. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/**
 * The text of a file, without its byte order mark (P-77): a mark says what it is; without one it is UTF-8 where that is possible, and
 * else Windows-1252, as Excel writes "CSV (delimiter-separated)". Throws CSV_INVALID where the bytes do not keep what their mark says.
 */
export function decode(bytes: Uint8Array): Decoded {
  const mark = MARKS.find((each) => each.bytes.every((byte, at) => bytes[at] === byte))
  const encoding = mark?.encoding ?? 'UTF-8'
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(mark?.bytes.length ?? 0)
  const utf8 = encoding === 'UTF-8' ? utf8In(content) : utf8Of(content, encoding)
  if (utf8 !== undefined) return { utf8, encoding }
  if (mark === undefined) return { utf8: Buffer.from(windows1252(content)), encoding: 'Windows-1252' }
  throw new RigError('CSV_INVALID', `the file begins as ${encoding} and is none; save it again`)
}

/** Nothing is decoded that is UTF-8 already: the library reads bytes. */
function utf8In(content: Buffer): Buffer | undefined {
  return isUtf8(content) ? content : undefined
}

function utf8Of(content: Buffer, encoding: string): Buffer | undefined {
  try {
    return Buffer.from(new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true }).decode(content))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** By hand: what decoders of that name do with 0x80 to 0x9F has changed between versions of Node.js. */
function windows1252(content: Buffer): string {
  return content
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign)
}
