import type { User } from '../program/program.ts'
import type { Call } from './request.ts'

/**
 * By which a Miniserver shows that it has a user, as that is now (§3.3.11): 64 hex digits that follow from a secret of the origin's and
 * from the password there. Consumers of the user have it with the feed; nobody else can find it, nor learn anything of the password
 * by it. None without a password, and of a replica of which no page has come that had it.
 */
export function linkKeyOf({ state, env }: Pick<Call, 'state' | 'env'>, user: User): string | undefined {
  if (user.origin !== undefined) return user.linkKey
  const { uuid, password } = user
  return password && env.hmac('SHA256', state.api.tokenKey, `trust link of ${uuid}:${password.hash}`)
}
