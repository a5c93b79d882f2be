import type { ApiReply, ApiStateChange } from '../domain/miniserver/effect.ts'
import type { ApiSessions } from '../ports/api.ts'

/** What a virtual API client is told, in order. */
export type ApiHeard =
  | { readonly type: 'reply'; readonly request: number; readonly reply: ApiReply }
  | { readonly type: 'states'; readonly changes: readonly ApiStateChange[] }
  | { readonly type: 'closed'; readonly code: number; readonly reason: string }

/** What a WebSocket client makes of a connection that ended without a close frame [RFC 6455 §7.4.1]. */
const ABNORMAL = 1006

/** The public API's clients in the virtual world: decoded sessions, no sockets. */
export class VirtualApi implements ApiSessions {
  readonly #clients = new Map<string, (heard: ApiHeard) => void>()

  /** A client under this session's name; what the Miniserver says to it goes to `hear`. */
  connect(session: string, hear: (heard: ApiHeard) => void): void {
    this.#clients.set(session, hear)
  }

  reply(session: string, request: number, reply: ApiReply): void {
    this.#clients.get(session)?.({ type: 'reply', request, reply })
  }

  states(session: string, changes: readonly ApiStateChange[]): void {
    this.#clients.get(session)?.({ type: 'states', changes })
  }

  close(session: string, code: number, reason: string): void {
    this.#clients.get(session)?.({ type: 'closed', code, reason })
    this.#clients.delete(session)
  }

  /** The unit is gone without a goodbye: no client is told why. */
  loseAll(): void {
    for (const session of [...this.#clients.keys()]) this.close(session, ABNORMAL, '')
  }

  closeAll(reason: string): void {
    for (const session of [...this.#clients.keys()]) this.close(session, 1001, reason)
  }
}
