import type { ApiReply, ApiStateChange } from '../domain/miniserver/effect.ts'

/** The open sessions of a Miniserver's public API. A session is a WebSocket, or one HTTP request. Unknown sessions are ignored. */
export interface ApiSessions {
  reply(session: string, request: number, reply: ApiReply): void
  states(session: string, changes: readonly ApiStateChange[]): void
  close(session: string, code: number, reason: string): void
  /** The unit restarts: every session ends, and requests are answered 503 until it is up again. */
  closeAll(reason: string): void
}
