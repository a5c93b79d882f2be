import type { Serial, Uuid } from './names.ts'

/** `Env.hash`: lower-case hex of the digest of UTF-8 text. */
export type Hash = (alg: 'SHA1' | 'SHA256', text: string) => string

/**
 * The uuid of an object made on a unit: 8-4-4-16 hex, ending in `ffff` and the unit's serial (§3.1).
 *
 * The same serial, kind, name (without case) and salt always give the same uuid, so that a rig built twice from one file
 * is the same rig. Whoever makes an object by hand passes random hex as `salt`: a deleted user's name may be used again,
 * its uuid must not.
 */
export function objectUuid(hash: Hash, serial: Serial, kind: string, name: string, salt = ''): Uuid {
  const digest = hash('SHA256', JSON.stringify([serial.toUpperCase(), kind, name.toLowerCase(), salt]))
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-ffff${serial.toLowerCase()}`
}
