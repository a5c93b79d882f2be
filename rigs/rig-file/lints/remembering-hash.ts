import { createHash } from 'node:crypto'
import type { Hash } from '../../../sim/domain/program/uuid.ts'

/** Hashes by this machine; what was asked once is known, since a file's names are asked for again and again. */
export function rememberingHash(): Hash {
  const known = new Map<string, string>()
  return (alg, text) => {
    const key = `${alg} ${text}`
    const found = known.get(key) ?? createHash(alg.toLowerCase()).update(text).digest('hex')
    known.set(key, found)
    return found
  }
}
