import { viewersReviewed } from '../../intercom/viewers.ts'
import type { Stamp } from '../../time.ts'
import type { Effect } from '../effect.ts'
import type { Env } from '../env.ts'
import type { MiniserverState } from '../state.ts'
import type { Refusal } from './context.ts'
import { refusalOf } from './rights.ts'
import type { ApiSession } from './state.ts'
import { isHeldUp, keepTokens, validTokens } from './token.ts'

/** Close code for sessions whose own user changed (docs/miniserver-protocol.md §1.5). */
const OWN_USER_CHANGED = 4005

/**
 * To be called when users, their passwords, rights or effective state changed, with the change in place: an edit, a page of a
 * Trust feed, an origin that fell silent.
 *
 * Closes the sessions of users who are gone, may no longer use the API, or have another password; tokens of the gone are
 * forgotten, and pictures and calls of Intercoms end. What an open session sees and may do is asked anew each time anyway.
 */
export function apiUsersChanged(state: MiniserverState, at: Stamp, env: Env): Effect[] {
  const { api, program } = state
  const records = [...api.tokens.keys()]
    .filter((user) => !program.users.has(user))
    .flatMap((user) => keepTokens(api, user, at.wallMs, () => []))
  const closed = [...api.sessions.values()].flatMap((session): Effect[] => {
    const refusal = endOf(state, session, at, env)
    if (refusal === undefined) return []
    const { close = OWN_USER_CHANGED, message } = refusal
    return [{ type: 'api-close', session: session.id, code: close, reason: message }]
  })
  const forgotten: Effect[] = records.length > 0 ? [{ type: 'commit', records, then: [] }] : []
  return [...closed, ...forgotten, ...viewersReviewed({ state, at, env })]
}

function endOf(state: MiniserverState, session: ApiSession, at: Stamp, env: Env): Refusal | undefined {
  if (session.user === undefined) return undefined
  const user = state.program.users.get(session.user)
  if (user === undefined) return { code: 401, message: 'user deleted' }
  const refusal = refusalOf({ state, session, at, env }, user)
  if (refusal !== undefined || session.http) return refusal
  const tokens = validTokens({ state, session, request: 0, at, env }, user)
  if (tokens.some(({ id }) => id === session.token)) return undefined
  const ended = state.api.tokens.get(user.uuid)?.find(({ id }) => id === session.token)
  const isOfTrust = ended !== undefined && !isHeldUp({ state }, ended)
  return { code: 401, message: isOfTrust ? 'no Trust any more with where the user came from' : 'password changed' }
}
