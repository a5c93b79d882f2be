import type { Uuid } from '../../program/names.ts'
import type { User } from '../../program/program.ts'
import { LOXONE_EPOCH_MS } from '../../time.ts'
import { peersOf } from '../../trust/peers.ts'
import type { StoreRecord } from '../effect.ts'
import type { Env } from '../env.ts'
import type { ApiContext } from './context.ts'
import { sessionRing, useKey } from './one-time-keys.ts'
import { passwordMark, sameHex } from './password.ts'
import { type ApiState, PERMISSION_APP, TOKENS_MAX, type Token } from './state.ts'

/** Tokens for Apps last weeks, all others half a day (docs/miniserver-protocol.md §1.4). */
const APP_LIFE_MS = 28 * 86_400_000
const SHORT_LIFE_MS = 12 * 3_600_000

export type TokenClaims = Pick<Token, 'jwt' | 'permission' | 'rights' | 'client' | 'info' | 'via'>

/** A token valid from now on; not kept yet. */
export function newToken(context: ApiContext, user: User, claims: TokenClaims): Token {
  const { at, env } = context
  const lifeMs = (claims.permission & PERMISSION_APP) !== 0 ? APP_LIFE_MS : SHORT_LIFE_MS
  const password = passwordMark(context, user)
  return {
    ...claims,
    id: env.random(16),
    user: user.uuid,
    password,
    issuedMs: at.wallMs,
    validUntilMs: at.wallMs + lifeMs,
  }
}

/** Replaces a user's tokens; what is new or gone comes back as records. Expired ones and the oldest beyond `TOKENS_MAX` go. */
export function keepTokens(
  api: ApiState,
  user: Uuid,
  wallMs: number,
  change: (tokens: readonly Token[]) => readonly Token[],
): StoreRecord[] {
  const before = api.tokens.get(user) ?? []
  const after = change(before.filter((token) => wallMs < token.validUntilMs)).slice(-TOKENS_MAX)
  if (after.length > 0) api.tokens.set(user, after)
  else api.tokens.delete(user)
  return [
    ...before
      .filter((token) => !after.some(({ id }) => id === token.id))
      .map(({ id }) => ({ key: recordKey(user, id) })),
    ...after
      .filter((token) => !before.includes(token))
      .map((token) => ({ key: recordKey(user, token.id), value: token })),
  ]
}

/**
 * The user's valid token that `hash` proves: HMAC of its text under one of the session's keys, with SHA1 or SHA256 whatever the
 * user's own algorithm (§1.4), or its plain text.
 */
export function findToken(context: ApiContext, user: User, hash: string): Token | undefined {
  const { state, env } = context
  return validTokens(context, user).find((token) => isProofOf(context, tokenText(token, state.api.tokenKey, env), hash))
}

/** Whether `hash` is a text itself, or its HMAC under one of the session's keys, which is used up then. */
export function isProofOf(context: ApiContext, text: string, hash: string): boolean {
  if (text === hash) return true
  const alg = hash.length === 40 ? 'SHA1' : 'SHA256'
  return useKey(context, sessionRing(context), (key) => sameHex(context.env.hmac(alg, key, text), hash))
}

/** The user's tokens that have not expired, were given for the password of today, and through a Trust that still is one. */
export function validTokens(context: ApiContext, user: User): readonly Token[] {
  const mark = passwordMark(context, user)
  const tokens = context.state.api.tokens.get(user.uuid) ?? []
  return tokens.filter(
    (token) => context.at.wallMs < token.validUntilMs && token.password === mark && isHeldUp(context, token),
  )
}

/** By the Trust through which it was given, where it was. */
export function isHeldUp({ state }: Pick<ApiContext, 'state'>, { via }: Token): boolean {
  return via === undefined || peersOf(state.program, state.identity.serial).has(via)
}

/** A JSON Web Token signed with HMAC-SHA256, or for old clients 40 hex digits. Follows from the claims: the same every time. */
export function tokenText(token: Token, tokenKey: string, env: Env): string {
  if (!token.jwt) return env.hmac('SHA1', tokenKey, token.id)
  const payload = {
    iss: env.serial,
    sub: token.user,
    jti: token.id,
    prm: token.rights,
    iat: Math.floor(token.issuedMs / 1000),
    exp: Math.floor(token.validUntilMs / 1000),
  }
  const signed = `${base64Url(JSON.stringify({ typ: 'JWT', alg: 'HS256' }))}.${base64Url(JSON.stringify(payload))}`
  return `${signed}.${base64Url(bytesOf(env.hmac('SHA256', tokenKey, signed)))}`
}

/** Seconds since 2009 by the site's wall clock, as clients expect them. */
export function validUntil(token: Token): number {
  return Math.floor((token.validUntilMs - LOXONE_EPOCH_MS) / 1000)
}

function recordKey(user: Uuid, id: string): string {
  return `api/token/${user}/${id}`
}

function bytesOf(hex: string): string {
  return hex.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)))
}

function base64Url(bytes: string): string {
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
