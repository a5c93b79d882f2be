/** A value on its way from one Miniserver to another, by Network Intercommunication (docs/miniserver-protocol.md §4.3). */
export interface Packet {
  /** What the sender calls itself, whom it means, and what both call the value. */
  readonly source: string
  readonly target: string
  readonly id: string
  readonly value: boolean | number | string
}

/** The port on which a Miniserver listens, unless it is told another. */
export const INTERCOMMUNICATION_PORT = 61_263

/** Ids have 1 to 8 bytes of UTF-8. */
export const ID_BYTES_MAX = 8

/** How many bytes of UTF-8 an id has. */
export function idBytes(id: string): number {
  return new TextEncoder().encode(id).length
}

/** Whether a text can stand in a packet as an id, and comes out of it as it went in. */
export function isPacketId(id: string): boolean {
  const bytes = new TextEncoder().encode(id)
  return (
    bytes.length > 0 && bytes.length <= ID_BYTES_MAX && !bytes.includes(0) && new TextDecoder().decode(bytes) === id
  )
}
