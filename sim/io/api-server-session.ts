import type { ApiReply, ApiStateChange } from '../domain/miniserver/effect.ts'
import type { KeyBudget } from './api-server-key-budget.ts'
import type { ApiServerOptions } from './api-server-options.ts'

/** An open session: a WebSocket or one HTTP request. */
export interface ApiSession {
  reply(request: number, reply: ApiReply): void
  states(changes: readonly ApiStateChange[]): void
  close(code: number, reason: string): void
  outOfService(reason: string): void
}

/** What the sessions of one server share. */
export interface ApiServerContext extends Pick<ApiServerOptions, 'receive' | 'clock' | 'rsaKeys'> {
  readonly keyBudget: KeyBudget
  /** Takes a session out of the server's list and tells the Miniserver. */
  ended(id: string): void
  /** The bytes of these changes, made once for all the clients they go to. */
  encodeOnce(changes: readonly ApiStateChange[], encode: (changes: readonly ApiStateChange[]) => Buffer): Buffer
}
