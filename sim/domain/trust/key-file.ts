import { RigError } from '../errors.ts'
import type { Env } from '../miniserver/env.ts'
import type { Identity } from '../miniserver/state.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import { base64OfHex, isBase64Url } from './base64.ts'
import { requireTrustType } from './eligibility.ts'

/**
 * What a Trust key file says (§3.3.3) [P]. `issuedAt`: milliseconds since 1970 UTC. `secret`: base64 of 32 random bytes, shown to
 * the manager when joining. A secret, the whole file: never logged.
 *
 * `publicKey` is the one that made `sig`. The file alone proves only that nothing happened to it on its way: anyone can sign
 * with a key of his own. Who the manager is, is proved when joining: the link connects only to the unit whose device
 * certificate, by the factory's CA, bears `managerSerial`, and that unit welcomes only who shows the secret it made.
 */
export interface KeyFile {
  readonly v: 1
  readonly trustUuid: Uuid
  readonly trustName: string
  readonly managerSerial: Serial
  readonly managerAddrs: { readonly int?: string; readonly ext?: string }
  readonly generation: number
  readonly issuedAt: number
  readonly secret: string
  readonly publicKey: string
}

/** What a document has to note of a key (T3), and the file to send to the members' administrators. */
export interface SignedKey {
  readonly file: string
  readonly generation: number
  readonly secretHash: string
}

const SECRET_BYTES = 32
const FILE_LENGTH_MAX = 16_384

/**
 * Makes a new generation of a Trust's key, on the manager (R15). Throws `GEN1_NOT_SUPPORTED`. That this unit manages the Trust
 * is checked where the key is noted (`noteKey`): the Trust may so far be in a document only.
 */
export function signKey(
  identity: Identity,
  trust: { readonly trustUuid: Uuid; readonly trustName: string; readonly generation: number },
  at: Stamp,
  env: Env,
): SignedKey {
  requireTrustType(identity)
  const { internalAddress, externalAddress } = identity
  const key: KeyFile = {
    v: 1,
    trustUuid: trust.trustUuid,
    trustName: trust.trustName,
    managerSerial: identity.serial,
    managerAddrs: {
      ...(internalAddress !== undefined && { int: internalAddress }),
      ...(externalAddress !== undefined && { ext: externalAddress }),
    },
    generation: trust.generation,
    issuedAt: at.wallMs,
    secret: base64OfHex(env.random(SECRET_BYTES)),
    publicKey: env.publicKey,
  }
  return { file: signKeyFile(key, env), generation: key.generation, secretHash: secretHash(key.secret, env) }
}

/** The file as it is saved to the PC (R16): JSON for people to look at, signed. */
export function signKeyFile(key: KeyFile, env: Pick<Env, 'sign'>): string {
  return `${JSON.stringify({ ...key, sig: env.sign(signedText(key)) }, null, 2)}\n`
}

/**
 * Reads a key file. A byte order mark and CRLF, which mail programs add, do no harm [P].
 *
 * Throws `KEY_REQUIRED` for an empty one; `KEY_INVALID` for one that is cut, altered or no key file, without saying what was in it.
 */
export function readKeyFile(text: string, env: Pick<Env, 'verify'>): KeyFile {
  if (text.trim() === '') throw new RigError('KEY_REQUIRED', 'joining a Trust needs the key file that its manager made')
  const fields = text.length <= FILE_LENGTH_MAX ? parse(text.replace(/^\uFEFF/, '')) : undefined
  if (!isSigned(fields)) throw invalid()
  const { sig, ...key } = fields
  if (!env.verify(key.publicKey, signedText(key), sig)) throw invalid()
  return key
}

/** What the manager keeps of a secret. */
export function secretHash(secret: string, env: Pick<Env, 'hash'>): string {
  return env.hash('SHA256', secret)
}

/** All fields in one order, under a heading, so that the signature can be taken for nothing else. */
function signedText(key: KeyFile): string {
  const { int, ext } = key.managerAddrs
  const { v, trustUuid, trustName, managerSerial, generation, issuedAt, secret, publicKey } = key
  const fields = [v, trustUuid, trustName, managerSerial, int, ext, generation, issuedAt, secret, publicKey]
  return `loxrig trust key\n${JSON.stringify(fields)}`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message would quote the file.
    return undefined
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isCount = (value: unknown): boolean => Number.isSafeInteger(value)
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)

const ADDRESSES = { int: isText, ext: isText }

const FIELDS: Readonly<Record<keyof KeyFile | 'sig', (value: unknown) => boolean>> = {
  v: (value) => value === 1,
  trustUuid: matches(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/),
  trustName: isText,
  managerSerial: matches(/^[0-9A-F]{12}$/),
  managerAddrs: (value) => isRecord(value) && hasOnly(value, ADDRESSES),
  generation: isCount,
  issuedAt: isCount,
  secret: matches(/^[A-Za-z0-9+/]{43}=$/),
  publicKey: isText,
  // Decoders pass over what an encoder would not write, so an altered signature could still be right.
  sig: (value) => typeof value === 'string' && isBase64Url(value),
}

function isSigned(value: unknown): value is KeyFile & { readonly sig: string } {
  return isRecord(value) && hasOnly(value, FIELDS) && Object.keys(FIELDS).every((field) => field in value)
}

function hasOnly(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
): boolean {
  return Object.entries(value).every(
    ([field, content]) => Object.hasOwn(fields, field) && fields[field]?.(content) === true,
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(): RigError {
  return new RigError(
    'KEY_INVALID',
    'this is no Trust key file, or it was cut or altered on its way; ask the manager for it again',
  )
}
