import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Of a contactless storage card (PC/SC part 3), so that readers' software takes the card for an ISO 14443-3 tag. */
export const STORAGE_CARD_ATR = Buffer.from('3B8F8001804F0CA000000306030001000000006A', 'hex')
export const OK = Buffer.from([0x90, 0x00])
export const INSTRUCTION_UNKNOWN = Buffer.from([0x6d, 0x00])

/** Frames of one byte are controls: 0 off, 1 on, 2 reset, 4 the ATR is wanted. Only the last is answered. */
const CONTROL_LENGTH = 1
const CONTROL_ATR = 4
/** A frame is a big-endian length of two bytes, and as many bytes. */
const HEADER_LENGTH = 2

/** What a card says. */
interface VpcdCard {
  /** Asked for when the reader has noticed the card, and now and then. */
  atr(): Buffer
  /** To a command; `undefined`: the card is pulled instead. */
  answer(command: Buffer): Buffer | undefined
}

/**
 * Lays a card on vsmartcard's virtual reader: a TCP client that answers APDUs, and lies there as long as its connection. The reader
 * notices a card that comes or goes only when its daemon looks, several times a second. Rejects where nobody listens there.
 */
export async function layCardOn(port: number, card: VpcdCard): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let waiting = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= HEADER_LENGTH && waiting.length >= HEADER_LENGTH + waiting.readUInt16BE(0)) {
      const end = HEADER_LENGTH + waiting.readUInt16BE(0)
      hear(socket, waiting.subarray(HEADER_LENGTH, end), card)
      waiting = waiting.subarray(end)
    }
  })
  // A daemon that dies takes its cards along.
  socket.on('error', () => socket.destroy())
  return socket
}

/** Does nothing where it lies on no reader. */
export async function takeCardOff(card: Socket | undefined): Promise<void> {
  if (card === undefined || card.closed) return
  const closed = once(card, 'close')
  card.destroy()
  await closed
}

function hear(socket: Socket, frame: Buffer, card: VpcdCard): void {
  if (frame.length === CONTROL_LENGTH) {
    if (frame[0] === CONTROL_ATR) socket.write(framed(card.atr()))
    return
  }
  const answer = card.answer(frame)
  if (answer === undefined) socket.destroy()
  else socket.write(framed(answer))
}

function framed(payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH)
  header.writeUInt16BE(payload.length)
  return Buffer.concat([header, payload])
}
