import type { Serial } from '../program/names.ts'
import type { Env } from './env.ts'
import type { MiniserverState } from './state.ts'

/** What is kept of an access code: HMAC under its origin's code key, 20 bytes as lower-case hex (§3.6.1, P-46). */
export function codeDigest(state: MiniserverState, env: Env, origin: Serial, code: string): string | undefined {
  const key = state.trust.codeKeys.get(origin)
  return key === undefined ? undefined : digest(env, key, code)
}

/** The digests of a code as typed, under the key of every origin known here: what the index is asked for. */
export function digestsOfCode(state: MiniserverState, env: Env, code: string): readonly string[] {
  return Array.from(state.trust.codeKeys.values(), (key) => digest(env, key, code))
}

function digest(env: Env, key: string, code: string): string {
  return env.hmac('SHA256', key, code).slice(0, DIGITS)
}

const DIGITS = 40
