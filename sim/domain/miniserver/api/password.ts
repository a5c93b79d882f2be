import { hashPassword, passwordSalt } from '../../program/password.ts'
import type { PasswordHash, User } from '../../program/program.ts'
import type { ApiContext } from './context.ts'

/** What `getkey2` and `getvisusalt` tell of a password. */
export interface Salting {
  readonly salt: string
  readonly hashAlg: 'SHA1' | 'SHA256'
}

/**
 * The salt of a user's password. Names nobody bears, and users without one, get an invented salt that stays the same, so that
 * asking tells nothing about who exists, and so that a first password can be hashed.
 *
 * @param which the password or the visualisation password: each has a salt of its own
 */
export function saltingOf(
  { env, state }: Pick<ApiContext, 'env' | 'state'>,
  which: 'password' | 'visuPassword',
  login: string,
  password: PasswordHash | undefined,
): Salting {
  if (password !== undefined) return { salt: password.salt, hashAlg: password.alg }
  const digest = env.hmac('SHA256', state.api.tokenKey, `salt of ${which}:${login.toLowerCase()}`)
  return { salt: passwordSalt(digest), hashAlg: 'SHA256' }
}

/** Whether `text` is the password of which `password` was made. */
export function isPassword({ env }: ApiContext, password: PasswordHash, text: string): boolean {
  return sameHex(hashPassword(env.hash, password.alg, text, password.salt).hash, password.hash)
}

/** A login hash: HMAC over `{user}:{pwHash}` with the name as the client wrote it. */
export function fitsLogin({ env }: Pick<ApiContext, 'env'>, password: PasswordHash, login: string, hash: string) {
  return (keyHex: string) => sameHex(env.hmac(password.alg, keyHex, `${login}:${password.hash.toUpperCase()}`), hash)
}

/** A visualisation hash: HMAC over the password hash alone (§5). */
export function fitsVisu({ env }: Pick<ApiContext, 'env'>, password: PasswordHash, hash: string) {
  return (keyHex: string) => sameHex(env.hmac(password.alg, keyHex, password.hash.toUpperCase()), hash)
}

/** Tells two passwords of a user apart, and nothing else about them. */
export function passwordMark({ env, state }: Pick<ApiContext, 'env' | 'state'>, user: User): string {
  return env.hmac('SHA256', state.api.tokenKey, `${user.uuid}:${user.password?.hash}`).slice(0, 16)
}

/** Clients send upper and lower case. */
export function sameHex(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
