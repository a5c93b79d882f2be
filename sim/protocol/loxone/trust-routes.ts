import { z } from 'zod'
import type { TrustWish } from '../../domain/miniserver/api/trust-command.ts'
import type { Content, Route } from './route.ts'

/** Users of other Miniservers, and going on at one (docs/miniserver-protocol.md §4). Serials and uuids compare without case. */
export const TRUST_ROUTES: readonly Route[] = [
  ['dev/sps/trustusermanagement/peers', () => ({ type: 'trust-peers' })],
  ['dev/sps/trustusermanagement/discover/*', ([serial = '']) => ({ type: 'trust-discover', serial: upper(serial) })],
  ['dev/sps/trustusermanagement/add/*/*', (parts) => ({ type: 'trust-add', ...userOf(parts) })],
  ['dev/sps/trustusermanagement/remove/*/*', (parts) => ({ type: 'trust-remove', ...userOf(parts) })],
  ['dev/sps/trustusermanagement/edit/**', ([json = '']) => edit(json)],
  ['dev/sps/trustlink/peers', () => ({ type: 'trust-link-peers' })],
  ['dev/sps/trustlink/open/*', ([serial = '']) => ({ type: 'trust-link-open', serial: upper(serial) })],
]

const WISHES_MAX = 10_000

const Wishes = z.record(z.string(), z.array(z.object({ uuid: z.string().min(1), used: z.boolean() })).max(WISHES_MAX))

function edit(json: string): Content {
  const wishes = wishesIn(json)
  return { type: 'trust-edit', ...(wishes !== undefined && { wishes }) }
}

function wishesIn(json: string): TrustWish[] | undefined {
  const read = Wishes.safeParse(parsed(json))
  if (!read.success) return undefined
  return Object.entries(read.data).flatMap(([serial, users]) =>
    users.map(({ uuid, used }) => ({ serial: upper(serial), user: uuid.toLowerCase(), used })),
  )
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function userOf([serial = '', user = '']: readonly string[]) {
  return { serial: upper(serial), user: user.toLowerCase() }
}

function upper(serial: string): string {
  return serial.toUpperCase()
}
