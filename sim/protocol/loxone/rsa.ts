import { constants, type KeyObject, privateDecrypt } from 'node:crypto'

/** A socket's AES key and initialisation vector, as the client made them up (docs/miniserver-protocol.md §1.3). */
export interface SessionKey {
  readonly key: Buffer
  readonly iv: Buffer
}

/**
 * Reads the payload of `keyexchange`: base64 of RSA PKCS#1 v1.5 over `{64 hex key}:{32 hex iv}`.
 *
 * Undefined for anything else. The reason is not told: which byte was wrong is what an attacker of v1.5 padding wants to know.
 */
export function decryptSessionKey(privateKey: KeyObject, payload: string): SessionKey | undefined {
  const cipher = Buffer.from(payload, 'base64')
  if (cipher.length !== (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8) return undefined
  const match = /^([0-9a-f]{64}):([0-9a-f]{32})$/i.exec(unpad(rawDecrypt(privateKey, cipher)).toString('latin1'))
  if (match?.[1] === undefined || match[2] === undefined) return undefined
  return { key: Buffer.from(match[1], 'hex'), iv: Buffer.from(match[2], 'hex') }
}

/** Node since 20.11.1 refuses v1.5 padding in `privateDecrypt` (CVE-2023-46809), so the padding is taken off here. */
function rawDecrypt(key: KeyObject, cipher: Buffer): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, cipher)
  } catch {
    // A number not below the modulus.
    return Buffer.alloc(0)
  }
}

const PADDING_MIN = 8

/** Takes off `00 02 <at least eight non-zero bytes> 00`, looking at every byte whatever it finds; empty when it is not there. */
export function unpad(block: Buffer): Buffer {
  let bad = (block[0] ?? 1) | ((block[1] ?? 0) ^ 2)
  let separator = 0
  for (let index = 2; index < block.length; index++) {
    const isFirstZero = Number(block[index] === 0) & Number(separator === 0)
    separator += isFirstZero * index
  }
  bad |= Number(separator < 2 + PADDING_MIN)
  return bad === 0 ? block.subarray(separator + 1) : Buffer.alloc(0)
}
