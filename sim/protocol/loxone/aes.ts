import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { SessionKey } from './rsa.ts'

const BLOCK_BYTES = 16

/** AES-256-CBC as base64. Filled up with zero bytes, none where the text fills its last block (docs/miniserver-protocol.md §1.3). */
export function encryptText({ key, iv }: SessionKey, text: string): string {
  const plain = Buffer.from(text, 'utf8')
  const padded = Buffer.alloc(Math.ceil(plain.length / BLOCK_BYTES) * BLOCK_BYTES)
  plain.copy(padded)
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

/**
 * The reverse. Some clients write a NUL and PKCS#7 padding instead of zeros, so the text ends at the first NUL. Undefined where
 * `base64` is not whole blocks.
 */
export function decryptText({ key, iv }: SessionKey, base64: string): string | undefined {
  const cipherText = Buffer.from(base64, 'base64')
  if (cipherText.length === 0 || cipherText.length % BLOCK_BYTES !== 0) return undefined
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(cipherText), decipher.final()])
  const end = padded.indexOf(0)
  return padded.toString('utf8', 0, end < 0 ? padded.length : end)
}
