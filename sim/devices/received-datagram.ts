import type { Received } from '../domain/intercommunication/receive.ts'
import { decodePacket } from '../protocol/intercommunication/packet.ts'

/** What somebody sent to the port of Network Intercommunication, whatever it was. */
export function receivedOf(bytes: Uint8Array): Received {
  try {
    const packet = decodePacket(bytes)
    return packet === undefined ? { is: 'name' } : { is: 'value', packet }
  } catch (error) {
    return { is: 'malformed', reason: error instanceof Error ? error.message : 'it cannot be read' }
  }
}
