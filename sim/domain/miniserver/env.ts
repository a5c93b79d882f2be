import type { Serial } from '../program/names.ts'
import type { ZoneTable } from '../time.ts'

/**
 * All that the core may ask of the outside while it steps: pure functions and tables (docs/design.md, "Core").
 *
 * Text is UTF-8; keys, digests and random bytes are lower-case hex. On the virtual lane `random` is seeded.
 */
export interface Env {
  readonly zone: ZoneTable
  hash(alg: 'SHA1' | 'SHA256', text: string): string
  hmac(alg: 'SHA1' | 'SHA256', keyHex: string, text: string): string
  /** Signs with this unit's device key; base64url. */
  sign(text: string): string
  /** Whether `signature` over `text` is by the device whose certificate bears `serial`, as its public key says. */
  verify(publicKey: string, text: string, signature: string): boolean
  /** AES-256-GCM under the key of the named device of this site. Base64url of nonce, ciphertext and tag. */
  seal(device: string, text: string): string
  /** The reverse; `undefined` when it was not sealed by that device. */
  open(device: string, sealed: string): string | undefined
  random(bytes: number): string
  /** This unit's device public key, SPKI as base64url, as key files carry it. */
  readonly publicKey: string
  readonly serial: Serial
}
