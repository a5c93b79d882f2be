import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { RigError } from '../../domain/errors.ts'

/** First byte of a sealed record. */
const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES
const KEY_BYTES = 32
const POOL_BYTES = 512 * NONCE_BYTES

/** What the key of a unit's store is derived for, and nothing else is. */
const PURPOSE = 'loxrig store/1'

/**
 * The key of a unit's records, from its device key: HKDF-SHA256 over the private key's PKCS #8. So whoever has a store has nothing
 * without the unit it belongs to, and there is no second key to keep.
 */
export function storeKey(privateKey: KeyObject): KeyObject {
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' })
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES)))
}

/**
 * Records as a disk holds them, so that no id, hash or token can be read there (I3): AES-256-GCM of the value's JSON, bound to the
 * record's key, as version, nonce, tag and ciphertext. Keys stay readable, since a store is in their order: they hold no secret
 * (docs/decisions/0025-stores-are-sealed.md).
 */
export class SealedRecords {
  readonly #key: KeyObject
  readonly #nonces: Nonces

  /** @param random that many bytes of chance, of which the nonces are made */
  constructor(key: KeyObject, random: (bytes: number) => Uint8Array) {
    this.#key = key
    this.#nonces = new Nonces(random)
  }

  seal(key: string, value: unknown): Buffer {
    const nonce = this.#nonces.next()
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(key))
    const sealed = cipher.update(JSON.stringify(value), 'utf8')
    // Has no bytes of its own: GCM is a stream.
    cipher.final()
    const bytes = Buffer.allocUnsafe(HEADER_BYTES + sealed.length)
    bytes[0] = VERSION
    bytes.set(nonce, 1)
    cipher.getAuthTag().copy(bytes, 1 + NONCE_BYTES)
    sealed.copy(bytes, HEADER_BYTES)
    return bytes
  }

  /** Throws RigError FILE_UNREADABLE for what was sealed by another unit, for another record, or is damaged. */
  open(key: string, bytes: Uint8Array): unknown {
    try {
      if (bytes[0] !== VERSION || bytes.length < HEADER_BYTES) throw new TypeError('no sealed record of version 1')
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(1, 1 + NONCE_BYTES))
      decipher.setAAD(Buffer.from(key)).setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEADER_BYTES))
      const text = decipher.update(bytes.subarray(HEADER_BYTES), undefined, 'utf8')
      return JSON.parse(text + decipher.final('utf8'))
    } catch (cause) {
      const sentence = `the record ${key} was not sealed by this unit, or is damaged; start without --keep`
      throw new RigError('FILE_UNREADABLE', sentence, { cause })
    }
  }
}

/** Random nonces, of which two alike are not to be expected before 2^32 records; made many at once, which is quicker. */
class Nonces {
  readonly #random: (bytes: number) => Uint8Array
  #pool: Uint8Array = new Uint8Array()
  #used = 0

  constructor(random: (bytes: number) => Uint8Array) {
    this.#random = random
  }

  next(): Uint8Array {
    if (this.#used === this.#pool.length) {
      this.#pool = this.#random(POOL_BYTES)
      this.#used = 0
    }
    this.#used += NONCE_BYTES
    return this.#pool.subarray(this.#used - NONCE_BYTES, this.#used)
  }
}
