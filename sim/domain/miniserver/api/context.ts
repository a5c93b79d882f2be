import type { Stamp } from '../../time.ts'
import type { ApiCommand } from '../api-command.ts'
import type { ApiReply, Effect } from '../effect.ts'
import type { Env } from '../env.ts'
import type { MiniserverState } from '../state.ts'
import type { ApiSession } from './state.ts'

/** One command on its way through the API: whose it is, when it came, and what may be asked of the outside. */
export interface ApiContext {
  readonly state: MiniserverState
  readonly session: ApiSession
  readonly request: number
  readonly at: Stamp
  readonly env: Env
  /** It came neither over TLS nor encrypted: others on the way can read it. */
  readonly isReadable?: boolean
}

export type ApiHandler<Type extends ApiCommand['type']> = (
  context: ApiContext,
  command: Extract<ApiCommand, { type: Type }>,
) => Effect[]

export function reply(
  context: ApiContext,
  code: number,
  value: unknown,
  more: Omit<ApiReply, 'code' | 'value'> = {},
): Effect {
  const { session, request } = context
  return { type: 'api-reply', session: session.id, request, reply: { code, value, ...more } }
}

/** Answers, then closes a socket; an HTTP request ends with its answer anyway. */
export function replyAndClose(context: ApiContext, refusal: Refusal): Effect[] {
  const { session } = context
  const answer = reply(context, refusal.code, refusal.value ?? refusal.message)
  if (session.http) return [answer]
  return [answer, { type: 'api-close', session: session.id, code: refusal.close ?? 1000, reason: refusal.message }]
}

/** Why a command or a login is not carried out. `close` is the WebSocket close code (docs/miniserver-protocol.md §1.5). */
export interface Refusal {
  readonly code: number
  readonly message: string
  readonly value?: unknown
  readonly close?: number
}
