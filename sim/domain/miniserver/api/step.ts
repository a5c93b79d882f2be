import { factoryPasswordRefusal, isFactoryPasswordActive } from '../../program/factory.ts'
import type { Effect } from '../effect.ts'
import type { Env } from '../env.ts'
import type { Input } from '../input.ts'
import type { MiniserverState } from '../state.ts'
import { replyAndClose } from './context.ts'
import { handle } from './handle.ts'
import { blockedReason, blockedSeconds } from './lock-out.ts'

type InputOf<Type extends Input['type']> = Extract<Input, { type: Type }>

/** The unit is up: nobody is connected any more, and who failed to log in is forgiven. Before anything else is published. */
export function apiBooted(state: MiniserverState): void {
  state.api.sessions.clear()
  state.api.keyrings.clear()
  state.api.tickets.clear()
  state.api.failures.clear()
  state.api.overreaches.clear()
}

/** A client connected, or sent one HTTP request. */
export function apiOpened(state: MiniserverState, opened: InputOf<'api-opened'>): Effect[] {
  const { session: id, scope, address = '', http = false, inClear = false } = opened
  state.api.sessions.set(id, { id, scope, address, http, inClear, statesEnabled: false })
  return []
}

/**
 * Carries out one command of the public API; of a session that is not open, none. Every command gets exactly one reply, but
 * for a socket that is not logged in and whose address is shut out: its first command is answered by the close code 4003. Not
 * its opening: a close code that comes together with the upgrade is lost on lxcommunicator, which then knows no reason. An HTTP
 * request is only refused a login, since clients ask who the Miniserver is before they connect.
 *
 * From outside everything is answered with 409 while admin's password is the factory's (DIFF-1).
 *
 * Tokens are valid by the wall clock of `input.at`, keys and lock-outs by its monotonic one.
 */
export function apiCommand(state: MiniserverState, input: InputOf<'api-command'>, env: Env): Effect[] {
  const session = state.api.sessions.get(input.session)
  if (session === undefined) return []
  const { request, command, at, encrypted = false } = input
  const seconds = session.http || session.user !== undefined ? 0 : blockedSeconds(state.api, session.address, at)
  if (seconds > 0) return [{ type: 'api-close', session: session.id, code: 4003, reason: blockedReason(seconds) }]
  const context = { state, session, request, at, env, isReadable: session.inClear && !encrypted }
  if (session.scope === 'external' && isFactoryPasswordActive(state.program, env.hash)) {
    return replyAndClose(context, { code: 409, message: factoryPasswordRefusal(state.identity.name) })
  }
  return handle(context, command)
}

export function apiClosed(state: MiniserverState, { session }: InputOf<'api-closed'>): Effect[] {
  state.api.sessions.delete(session)
  state.api.keyrings.delete(`socket:${session}`)
  return []
}
