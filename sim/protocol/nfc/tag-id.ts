import type { Credential } from '../../domain/access/credential.ts'
import { RigError } from '../../domain/errors.ts'

/** A tag as a credential: upper-case hex bytes joined by spaces, ending in ` EC` when the tag is encrypted (§3.6.1). */
export type TagCredential = Credential & { readonly kind: 'tag' }

/** Bytes of a UID: ISO 14443 single, double and triple size, and the 8 bytes of ISO 15693 and FeliCa. */
const UID_LENGTHS: ReadonlySet<number> = new Set([4, 7, 8, 10])

/** An encrypted tag's authentication id, without the mark (§3.6.1). */
const ENCRYPTED_LENGTH = 8
const ENCRYPTED_MARK = 'EC'

/** Longer than any spelling of ten bytes and the mark. */
const TEXT_LENGTH_MAX = 64

/** One to many bytes, with one kind of separator between them or with none. */
const SPELLING = /^[0-9A-F]{2}(?:([ :.-]?)[0-9A-F]{2})(?:\1[0-9A-F]{2})*$/

/**
 * Reads a tag id in any usual spelling: `04 A1 B2 C3`, `04:a1:b2:c3`, `04-A1-B2-C3`, `04a1b2c3`.
 *
 * A UID has 4, 7, 8 or 10 bytes. Nine bytes of which the last is `EC` are an encrypted tag's 8 and its mark (§3.6.1); an
 * `EC` at the end of a UID is a byte like any other.
 *
 * @throws RigError `INVALID` when the text is no tag id; the message repeats at most 64 characters of it
 */
export function parseTagId(text: string): TagCredential {
  const spelled = text.trim().toUpperCase()
  if (spelled.length > TEXT_LENGTH_MAX || !SPELLING.test(spelled)) throw invalid(text, 'it is not bytes in hex')

  const bytes = spelled.match(/[0-9A-F]{2}/g) ?? []
  if (!UID_LENGTHS.has(bytes.length) && !isEncrypted(bytes)) throw invalid(text, `it has ${bytes.length} bytes`)

  return { kind: 'tag', id: bytes.join(' ') }
}

/**
 * The credential of an unencrypted tag, from the UID its reader gave.
 *
 * @throws RigError `FRAME_MALFORMED` unless there are 4, 7, 8 or 10 bytes
 */
export function tagOfUid(uid: Uint8Array): TagCredential {
  if (!UID_LENGTHS.has(uid.length)) {
    throw new RigError('FRAME_MALFORMED', `The reader gave a UID of ${uid.length} bytes; a UID has 4, 7, 8 or 10.`)
  }
  return { kind: 'tag', id: Array.from(uid, hexOfByte).join(' ') }
}

function isEncrypted(bytes: readonly string[]): boolean {
  return bytes.length === ENCRYPTED_LENGTH + 1 && bytes.at(-1) === ENCRYPTED_MARK
}

function invalid(text: string, why: string): RigError {
  const shown = text.slice(0, TEXT_LENGTH_MAX)
  return new RigError(
    'INVALID',
    `"${shown}" is not a tag id: ${why}. A UID has 4, 7, 8 or 10 bytes, such as 04 A1 B2 C3; an encrypted tag 8 and EC.`,
  )
}

function hexOfByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}
