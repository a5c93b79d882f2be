import type { Uuid } from '../../sim/domain/program/names.ts'

/**
 * A connection of a client to a Miniserver's public API (docs/miniserver-protocol.md): on the live lane a WebSocket through the
 * listener of its scope, on the virtual lane a decoded session. One command after the other; answers come in their order.
 */
export interface AppLine {
  /** Rejects with RigError DEVICE_OFFLINE where the connection has ended or ends instead of an answer, DEADLINE where none comes. */
  ask(path: string): Promise<ApiAnswer>
  /** The last value of each state that the client was told, by the state's uuid. */
  readonly states: ReadonlyMap<Uuid, number | string>
  /** How the connection ended; absent while it is open. */
  readonly ended: Ended | undefined
  /** Ends it from this side. Nothing happens where it has ended. */
  close(): Promise<void>
}

export interface ApiAnswer {
  readonly code: number
  readonly value: unknown
}

/** `code` as WebSocket close frames have it (docs/miniserver-protocol.md §1.5). */
export interface Ended {
  readonly code: number
  readonly reason: string
}

/** The close code of whoever leaves [RFC 6455 §7.4.1]. */
export const LEAVING = 1000

/** What a body says: the LL envelope with either spelling of its code, or a file as it is. */
export function answerIn(body: string): ApiAnswer {
  const content: unknown = JSON.parse(body)
  const { LL } = Object(content) as { LL?: { value: unknown; code?: string; Code?: string } }
  return LL === undefined ? { code: 200, value: content } : { code: Number(LL.code ?? LL.Code), value: LL.value }
}
