import type { RemotePlace } from '../domain/intercommunication/remote.ts'

/**
 * A Miniserver's own UDP port of Network Intercommunication, within its LAN. A datagram arrives whole or not at all, possibly
 * twice or behind a later one; nobody says which, and who it is for may be anybody. `receive` is never called within `send`, which
 * never throws.
 */
export interface Datagrams {
  /** Lost where nobody of that serial or `host:port` is in reach. */
  send(to: RemotePlace, bytes: Uint8Array): void
  onMessage(receive: (bytes: Uint8Array) => void): void
}
