import type { User } from '../program/program.ts'
import type { Stamp } from '../time.ts'
import type { Effect } from './effect.ts'

export const EXPIRY = 'expiry'

/** A local user whom this unit, as its origin, deletes when its period ends (§3.5, P-43). */
export function expiresByDeletion({ origin, status }: User): boolean {
  const ends = status.state === 'enabled-until' || status.state === 'timespan'
  return origin === undefined && ends && status.onExpiry === 'delete'
}

/** Has those who expired looked for at once, where there can be any among these. */
export function lookForExpired(users: Iterable<User>, at: Stamp): Effect[] {
  for (const user of users) {
    if (expiresByDeletion(user)) return [{ type: 'set-timer', timer: EXPIRY, atMonotonicMs: at.monotonicMs }]
  }
  return []
}
