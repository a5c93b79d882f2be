import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Env } from '../domain/miniserver/env.ts'
import type { Serial } from '../domain/program/names.ts'
import type { ZoneTable } from '../domain/time.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { Random } from '../ports/random.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const DIGESTS = { SHA1: 'sha1', SHA256: 'sha256' } as const

/** The machine's own chance. */
export const machineRandom: Random = (bytes) => randomBytes(bytes).toString('hex')

/** A device's environment over node:crypto. `keyHex` is its 256-bit key from the factory. */
export function deviceEnv(keyHex: string, random: Random): DeviceEnv {
  const key = aesKey(keyHex)
  return { seal: (text) => sealText(key, text, random), open: (sealed) => openText(key, sealed), random }
}

export interface MiniserverEnvOptions {
  readonly serial: Serial
  readonly zone: ZoneTable
  /** The unit's device key, whose public half its certificate bears. */
  readonly privateKey: KeyObject
  /** Keys of the devices of its site, by name. */
  readonly deviceKeys: ReadonlyMap<string, string>
  readonly random: Random
}

/** A Miniserver's environment over node:crypto. */
export function miniserverEnv({ serial, zone, privateKey, deviceKeys, random }: MiniserverEnvOptions): Env {
  const keys = new Map([...deviceKeys].map(([name, hex]) => [name, aesKey(hex)]))
  const keyOf = (device: string): KeyObject => {
    const key = keys.get(device)
    if (key === undefined) throw new TypeError(`no key for ${device}`)
    return key
  }
  return {
    serial,
    zone,
    random,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64url'),
    hash: (alg, text) => createHash(DIGESTS[alg]).update(text).digest('hex'),
    hmac: (alg, key, text) => createHmac(DIGESTS[alg], Buffer.from(key, 'hex')).update(text).digest('hex'),
    sign: (text) => sign('sha256', Buffer.from(text), privateKey).toString('base64url'),
    verify: verifyText,
    seal: (device, text) => sealText(keyOf(device), text, random),
    open: (device, sealed) => (keys.has(device) ? openText(keyOf(device), sealed) : undefined),
  }
}

function verifyText(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
    return verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    // Not a key at all: whoever sent it signed nothing.
    return false
  }
}

/** Made once: a key of bytes would be made into one at every use. */
function aesKey(hex: string): KeyObject {
  return createSecretKey(Buffer.from(hex, 'hex'))
}

function sealText(key: KeyObject, text: string, random: Random): string {
  const nonce = Buffer.from(random(NONCE_BYTES), 'hex')
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function openText(key: KeyObject, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES))
    // Has no text of its own: GCM is a stream.
    decipher.final()
    return text.toString('utf8')
  } catch {
    // Sealed by somebody else, or altered: GCM says so by throwing.
    return undefined
  }
}
