import { type MessageKind, messageHeader } from './message-header.ts'

const OPCODE = { text: 0x1, binary: 0x2 } as const

/**
 * One message of the Miniserver as bytes ready for the socket: its header as one WebSocket message, its payload as the next,
 * in one buffer, since one write is a fraction of the cost of two (docs/limits.md §4).
 *
 * A payload of eight bytes would be taken for a header by some clients (docs/miniserver-protocol.md §1.6): text gets a space more.
 */
export function framedMessage(kind: MessageKind, payload: string | Uint8Array): Buffer {
  const opcode = typeof payload === 'string' ? OPCODE.text : OPCODE.binary
  const bytes = typeof payload === 'string' ? textBytes(payload) : payload
  return Buffer.concat([
    frame(OPCODE.binary, messageHeader(kind, bytes.length)),
    frameHead(opcode, bytes.length),
    bytes,
  ])
}

/** A message that is a header alone: keepalive, out of service. */
export function framedHeader(kind: MessageKind): Buffer {
  return frame(OPCODE.binary, messageHeader(kind, 0))
}

function textBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  return bytes.length === 8 ? Buffer.from(`${text} `, 'utf8') : bytes
}

function frame(opcode: number, payload: Uint8Array): Buffer {
  return Buffer.concat([frameHead(opcode, payload.length), payload])
}

/** RFC 6455 §5.2: final, not masked, as servers send. */
function frameHead(opcode: number, length: number): Buffer {
  const first = 0x80 | opcode
  if (length < 126) return Buffer.from([first, length])
  if (length < 0x1_0000) return Buffer.from([first, 126, length >> 8, length & 0xff])
  const head = Buffer.alloc(10)
  head[0] = first
  head[1] = 127
  head.writeUInt32BE(length, 6)
  return head
}
