import type { Effect } from '../effect.ts'
import { type ApiContext, type ApiHandler, reply, replyAndClose } from './context.ts'
import { aboutToken, proveByToken } from './login.ts'
import { keepTokens, newToken, tokenText } from './token.ts'

/** A token that is no longer valid, unlike a wrong login (docs/miniserver-protocol.md §1.5). */
const INVALID_TOKEN = 477

export const checkToken: ApiHandler<'check-token'> = (context, { user: login, hash }) => {
  const { user, token } = proveByToken(context, login, hash)
  if (user === undefined) return [reply(context, INVALID_TOKEN, 'invalid token')]
  return [reply(context, 200, aboutToken(context, user, token))]
}

/** A Web Token is replaced by a new one; an old client's token stays the same and lives longer. */
export const refreshToken: ApiHandler<'refresh-token'> = (context, { user: login, hash, jwt }) => {
  const { user, token: old } = proveByToken(context, login, hash)
  if (user === undefined) return [reply(context, INVALID_TOKEN, 'invalid token')]
  const { state, at, env } = context
  const { permission, rights, client, info, via } = old
  const claims = { permission, rights, client, info, jwt, ...(via !== undefined && { via }) }
  const fresh = newToken(context, user, claims)
  const token = jwt ? fresh : { ...fresh, id: old.id }
  const records = keepTokens(state.api, user.uuid, at.wallMs, (tokens) => [
    ...tokens.filter(({ id }) => id !== old.id),
    token,
  ])
  for (const session of state.api.sessions.values()) if (session.token === old.id) session.token = token.id
  const value = { token: tokenText(token, state.api.tokenKey, env), ...aboutToken(context, user, token) }
  return [{ type: 'commit', records, then: [reply(context, 200, value)] }]
}

/** Forgets a token; the sessions it logged in end. Its own session is told 401, which clients wait for (§1.4). */
export const killToken: ApiHandler<'kill-token'> = (context, { user: login, hash }) => {
  const { user, token } = proveByToken(context, login, hash)
  if (user === undefined) return [reply(context, INVALID_TOKEN, 'invalid token')]
  const { state, session, at } = context
  const records = keepTokens(state.api, user.uuid, at.wallMs, (tokens) => tokens.filter(({ id }) => id !== token.id))
  const own = session.token === token.id
  const answer = own ? replyAndClose(context, { code: 401, message: 'token killed' }) : [reply(context, 200, '1')]
  return [{ type: 'commit', records, then: [...answer, ...closeOthers(context, token.id)] }]
}

function closeOthers({ state, session }: ApiContext, token: string): Effect[] {
  return [...state.api.sessions.values()]
    .filter((other) => other.token === token && other.id !== session.id)
    .map((other) => ({ type: 'api-close', session: other.id, code: 1000, reason: 'token killed' }))
}
