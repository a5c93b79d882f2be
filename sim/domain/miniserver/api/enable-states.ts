import type { User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply, replyAndClose } from './context.ts'
import { EVENT_SLOTS_MAX } from './state.ts'
import { currentStates } from './values.ts'

/** `enablebinstatusupdate`: the answer first, then every state, from then on the changes (docs/miniserver-protocol.md §1.7). */
export function enableStates(context: ApiContext, user: User): Effect[] {
  const { state, session } = context
  if (session.http) return [reply(context, 400, 'needs a WebSocket')]
  const taken = [...state.api.sessions.values()].filter((other) => other.statesEnabled && other !== session).length
  if (taken >= EVENT_SLOTS_MAX) return replyAndClose(context, { code: 901, close: 4008, message: 'no event slot left' })
  session.statesEnabled = true
  return [reply(context, 200, '1'), { type: 'api-states', session: session.id, changes: currentStates(context, user) }]
}
