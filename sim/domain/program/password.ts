import type { PasswordHash } from './program.ts'
import type { Hash } from './uuid.ts'

/**
 * A password as the unit keeps it (docs/miniserver-protocol.md 1.4): `hash` is UPPER(hex(alg("password:salt"))).
 *
 * @param salt the hex string handed to clients, as `passwordSalt` makes it; used as that text, not as its bytes
 */
export function hashPassword(hash: Hash, alg: PasswordHash['alg'], password: string, salt: string): PasswordHash {
  return { alg, salt, hash: hash(alg, `${password}:${salt}`).toUpperCase() }
}

/** A salt of the usual look: hex of the ASCII of a uuid-like text. `random` is 16 random bytes as lower-case hex. */
export function passwordSalt(random: string): string {
  const text = `${random.slice(0, 8)}-${random.slice(8, 12)}-${random.slice(12, 16)}-${random.slice(16, 32)}`
  return Array.from(text, (letter) => letter.charCodeAt(0).toString(16)).join('')
}
