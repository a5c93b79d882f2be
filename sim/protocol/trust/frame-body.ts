import type { FeedPage, FeedUser } from '../../domain/trust/message.ts'
import type { TrustFrame } from './schema.ts'

/** Users from which on a page's users are spelled once for all frames that they are in. */
const MANY = 200

/** Characters of users that are made into bytes at once: neither one by one nor all together. */
const BATCH_LENGTH = 262_144

/**
 * A frame's JSON in UTF-8, in parts. A first sync brings the same users to each consumer: what they are as text is kept as long as somebody
 * holds the list, so that it is made once for all of them and is once in memory.
 */
export function frameBody(frame: TrustFrame): readonly Uint8Array[] {
  const users = pageOf(frame)?.users ?? []
  if (users.length < MANY) return [bytesOf(JSON.stringify(frame))]
  // A quote within a text is escaped, so that these can be nothing else.
  const [before, after] = JSON.stringify(frame, (_, value) => (value === users ? [] : value)).split('"users":[]')
  return [bytesOf(`${before}"users":[`), ...spelled(users), bytesOf(`]${after}`)]
}

const known = new WeakMap<readonly FeedUser[], readonly Uint8Array[]>()

function spelled(users: readonly FeedUser[]): readonly Uint8Array[] {
  const present = known.get(users)
  if (present !== undefined) return present
  const made = [...batchesOf(users)]
  known.set(users, made)
  return made
}

function* batchesOf(users: readonly FeedUser[]): Generator<Uint8Array> {
  let batch = ''
  for (const [place, user] of users.entries()) {
    batch += place === 0 ? JSON.stringify(user) : `,${JSON.stringify(user)}`
    if (batch.length < BATCH_LENGTH) continue
    yield bytesOf(batch)
    batch = ''
  }
  if (batch !== '') yield bytesOf(batch)
}

function pageOf(frame: TrustFrame): FeedPage | undefined {
  if (!('message' in frame)) return undefined
  const { message } = frame
  if (message.type === 'feed') return message.page
  if (message.type !== 'answer' || !message.result.ok || message.result.value.type !== 'page') return undefined
  return message.result.value.page
}

const encoder = new TextEncoder()

function bytesOf(text: string): Uint8Array {
  return encoder.encode(text)
}
