import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import type { LinkNote } from '../domain/trust/peer-links.ts'

/**
 * The links of one Miniserver to its Trust peers: mutual TLS on live lanes, values with an asserted peer on the virtual one.
 *
 * Messages to one peer arrive in order. `failed` is called with the message's id when it could not be delivered within 5 s
 * of its turn (§3.3.4, §3.3.5), too many wait, or the peer is not who it should be, in which case `reason` begins with
 * `CERT_MISMATCH`; whether it was received is then unknown. `receive` gets the serial that the
 * peer's device certificate proves. `noted` hears by which path a peer is reached, and how much waits (§3.3.5). None of them is ever
 * called within `send`.
 */
export interface TrustLinks {
  /** `address` is `host:port` of the peer's HTTPS port; without it the last known one is used. */
  send(to: Serial, message: TrustMessage, address?: string): void
  onMessage(
    receive: (from: Serial, message: TrustMessage) => void,
    failed: (to: Serial, id: string, reason: string) => void,
    noted?: (note: LinkNote) => void,
  ): void
}
