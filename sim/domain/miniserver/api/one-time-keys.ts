import type { Uuid } from '../../program/names.ts'
import type { ApiContext } from './context.ts'
import { KEYRINGS_MAX, KEYS_MAX, type OneTimeKey } from './state.ts'

/** How long a key can be used where it outlives its request: HTTP and secured commands (docs/miniserver-protocol.md §5) [P]. */
const KEY_LIFE_MS = 30_000

/** Where the keys of this session's logins and token hashes hang. */
export function sessionRing({ session }: ApiContext): string {
  return session.http ? `http:${session.address}` : `socket:${session.id}`
}

/** Keys for secured commands belong to the user: the request for the key and the command may come through different sockets. */
export function visuRing(user: Uuid): string {
  return `visu:${user}`
}

/**
 * Makes a key that can be used once: hex of 40 upper-case hex characters, since clients decode it through UTF-8 (§1.4).
 *
 * A ring keeps the last `KEYS_MAX`. Keys of a socket live as long as it does, the others 30 s.
 */
export function issueKey(context: ApiContext, ring: string): string {
  const { keyrings } = context.state.api
  const hex = asciiHex(context.env.random(20).toUpperCase())
  const untilMonotonicMs = ring.startsWith('socket:') ? Number.POSITIVE_INFINITY : context.at.monotonicMs + KEY_LIFE_MS
  const keys = [...valid(keyrings.get(ring), context), { hex, untilMonotonicMs }].slice(-KEYS_MAX)
  keyrings.delete(ring)
  keyrings.set(ring, keys)
  const oldest = keyrings.keys().next().value
  if (keyrings.size > KEYRINGS_MAX && oldest !== undefined) keyrings.delete(oldest)
  return hex
}

/** Finds the ring's key under which something is true, the newest first, and takes it out: it worked, so it will not again. */
export function useKey(context: ApiContext, ring: string, fits: (keyHex: string) => boolean): boolean {
  const { keyrings } = context.state.api
  const keys = valid(keyrings.get(ring), context)
  const used = keys.findLast((key) => fits(key.hex))
  if (used === undefined) return false
  const left = keys.filter((key) => key !== used)
  if (left.length > 0) keyrings.set(ring, left)
  else keyrings.delete(ring)
  return true
}

export function asciiHex(text: string): string {
  let hex = ''
  for (let index = 0; index < text.length; index++) hex += text.charCodeAt(index).toString(16).padStart(2, '0')
  return hex.toUpperCase()
}

function valid(keys: readonly OneTimeKey[] | undefined, { at }: ApiContext): readonly OneTimeKey[] {
  return keys?.filter((key) => at.monotonicMs < key.untilMonotonicMs) ?? []
}
