import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { hashPassword } from '../../sim/domain/program/password.ts'
import { hash } from '../control/hash.ts'

const salting = z.object({ key: z.string(), salt: z.string(), hashAlg: z.enum(['SHA1', 'SHA256']).default('SHA1') })

/** What `getkey2` and `getvisusalt` answer: a one-time key, and how a password is salted (docs/miniserver-protocol.md §1.4). */
export type Salting = z.output<typeof salting>

/** An answer of another shape is a mistake of whoever answered. */
export function readSalting(value: unknown): Salting {
  return salting.parse(value)
}

/** `UPPER(hex(HASH(password:salt)))`: what the Miniserver keeps of a password. */
export function passwordHash({ hashAlg, salt }: Salting, password: string): string {
  return hashPassword(hash, hashAlg, password, salt).hash
}

/** Proves a login password, with the name as it is sent. */
export function loginProof(salting: Salting, user: string, password: string): string {
  return hmac(salting, `${user}:${passwordHash(salting, password)}`)
}

/** Proves a User Interface Password (§5). */
export function visuProof(salting: Salting, password: string): string {
  return hmac(salting, passwordHash(salting, password))
}

/** Proves that one has a ticket of the Trust, or a token, under a one-time key. */
export function ticketProof(key: string, ticket: string): string {
  return hmac({ hashAlg: 'SHA256', key }, ticket)
}

function hmac({ hashAlg, key }: Pick<Salting, 'hashAlg' | 'key'>, text: string): string {
  return createHmac(hashAlg.toLowerCase(), Buffer.from(key, 'hex')).update(text).digest('hex')
}
