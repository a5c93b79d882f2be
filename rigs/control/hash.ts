import { createHash } from 'node:crypto'
import type { Serial, Uuid } from '../../sim/domain/program/names.ts'
import { hashPassword, passwordSalt } from '../../sim/domain/program/password.ts'
import { passwordScore } from '../../sim/domain/program/password-score.ts'
import type { PasswordHash } from '../../sim/domain/program/program.ts'
import { type Hash, objectUuid } from '../../sim/domain/program/uuid.ts'
import type { Random } from '../../sim/ports/random.ts'

const ALGORITHMS = { SHA1: 'sha1', SHA256: 'sha256' } as const

/** `Hash` over node:crypto. */
export const hash: Hash = (alg, text) => createHash(ALGORITHMS[alg]).update(text).digest('hex')

/** A password as a document keeps it, with a salt of its own. */
export function passwordOf(random: Random, password: string, alg: PasswordHash['alg'] = 'SHA256'): PasswordHash {
  return { ...hashPassword(hash, alg, password, passwordSalt(random(16))), score: passwordScore(password) }
}

/** The uuid of something made by hand: never one that was used before, whatever its name. */
export function newUuid(random: Random, serial: Serial, kind: string, name: string): Uuid {
  return objectUuid(hash, serial, kind, name, random(16))
}
