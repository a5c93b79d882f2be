import type { z } from 'zod'
import { isFeedUser } from './feed-user.ts'
import { TrustFrame } from './schema.ts'

/** As many as the schema takes. */
const USERS_MAX = 1_000_000

/** What `TrustFrame` makes of a value of unknown origin. A page's users are looked at by it only where they are not as they should be. */
export function readFrame(value: unknown): z.ZodSafeParseResult<TrustFrame> {
  const ack = acknowledgedBy(value)
  if (ack !== undefined) return { success: true, data: { v: 1, ack } }
  const page = pageIn(value)
  const users = page?.users
  if (page === undefined || !Array.isArray(users) || users.length > USERS_MAX || !users.every(isFeedUser))
    return TrustFrame.safeParse(value)
  page.users = []
  const parsed = TrustFrame.safeParse(value)
  Object.assign(pageIn(parsed.data) ?? page, { users })
  return parsed
}

/** What a plain acknowledgement acknowledges: every second frame is one, and the schema would look whether it is a message first. */
function acknowledgedBy(frame: unknown): number | undefined {
  if (fieldOf(frame, 'v') !== 1 || fieldOf(frame, 'message') !== undefined) return undefined
  const ack = fieldOf(frame, 'ack')
  return typeof ack === 'number' && Number.isSafeInteger(ack) && ack > 0 ? ack : undefined
}

/** Where a page is, if this is a frame with one. */
function pageIn(frame: unknown): Record<string, unknown> | undefined {
  const message = fieldOf(frame, 'message')
  const bearer = fieldOf(message, 'type') === 'feed' ? message : fieldOf(fieldOf(message, 'result'), 'value')
  const page = fieldOf(bearer, 'page')
  return typeof page === 'object' && page !== null ? (page as Record<string, unknown>) : undefined
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Object(value)[name] : undefined
}
