import type { MemberInfo } from '../../trust/membership.ts'
import type { ApiReply, Effect } from '../effect.ts'

/** Whom an answer goes to. */
export interface Asker {
  readonly session: string
  readonly request: number
}

/** An answer without the LL envelope (docs/miniserver-protocol.md §4.1). */
export function nativeReply({ session, request }: Asker, value: unknown): Effect {
  return { type: 'api-reply', session, request, reply: { code: 200, value, native: true } satisfies ApiReply }
}

/** What could not be done, in the vendor's words. */
export type TrustFailureText = 'add failed' | 'unknown user' | 'invalid command'

export function nativeFailure(asker: Asker, error: TrustFailureText): Effect {
  return nativeReply(asker, { error })
}

/** A Miniserver of the Trust, as `peers` tells it; addresses with their port. */
export function peerJson({ serial, name, internalAddress = '', externalAddress = '' }: MemberInfo) {
  return { serial, name, intAddr: internalAddress, extAddr: externalAddress }
}
