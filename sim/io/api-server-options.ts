import type { IncomingMessage, ServerResponse } from 'node:http'
import type { UntimedInput } from '../domain/miniserver/input.ts'
import type { Clock } from '../ports/clock.ts'
import type { RsaKeys } from './rsa-keys.ts'

export type ApiScope = ApiInput<'api-opened'>['scope']

type ApiInput<Type> = Extract<UntimedInput, { type: Type }>

/**
 * What clients do, decoded, as inputs of the Miniserver: a session opens, commands, closes once. The Miniserver may answer
 * within the call.
 */
export type ApiReceiver = (input: ApiInput<'api-opened' | 'api-command' | 'api-closed'>) => void

export interface ApiServerOptions {
  readonly receive: ApiReceiver
  /** False while the Miniserver has no power or restarts: requests are answered 503. */
  readonly isRunning: () => boolean
  /** For time-outs of sockets. Hand in the machine's time: a client's own clock does not jump when a rig's time is advanced. */
  readonly clock: Clock
  readonly rsaKeys: () => Promise<RsaKeys>
  /** Requests outside the public API; without it they are answered 404. */
  readonly fallback?: (request: IncomingMessage, response: ServerResponse, scope: ApiScope) => void
}
