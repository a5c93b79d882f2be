import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { RigError } from '../../../sim/domain/errors.ts'
import { GET_UID } from '../../../sim/protocol/nfc/uid-command.ts'
import { bytesOf, MACHINE_READS_MS, type Presenter } from './presenter.ts'
import { type Stand, uidOf } from './pty-presenter.ts'
import type { ChosenSource } from './reader-choice.ts'

/** Of a contactless storage card (PC/SC part 3), so that readers' software takes the card for an ISO 14443-3 tag. */
const ATR = Buffer.from('3B8F8001804F0CA000000306030001000000006A', 'hex')
const OK = Buffer.from([0x90, 0x00])
const INSTRUCTION_UNKNOWN = Buffer.from([0x6d, 0x00])

/** Frames of one byte are controls: 0 off, 1 on, 2 reset, 4 the ATR is wanted. Only the last is answered. */
const CONTROL_LENGTH = 1
const CONTROL_ATR = 4
/** A frame is a big-endian length of two bytes, and as many bytes. */
const HEADER_LENGTH = 2

/** The slots of vsmartcard's virtual reader, and which port each has after the first. */
const SLOTS = { '00 00': 0, '00 01': 1 } as const

/** A tag for the virtual PC/SC reader, on which pcscd asks it for its UID as on any other reader. */
export function vpcdStand({ port, slot }: Extract<ChosenSource, { readonly kind: 'vpcd' }>): Stand {
  const address = port + SLOTS[slot]
  let lying: Socket | undefined
  const takeOff = async (): Promise<void> => {
    const socket = lying
    lying = undefined
    if (socket === undefined || socket.closed) return
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
  }
  const presenter: Presenter = {
    withinMs: MACHINE_READS_MS,
    isPerson: false,
    async present(credential) {
      lying = await cardOn(address, Buffer.from(uidOf(bytesOf(credential))))
    },
    takeOff,
    [Symbol.asyncDispose]: takeOff,
  }
  return { source: { kind: 'pcsc', reader: 'Virtual PCD', slot }, presenter }
}

/** A card lies there as long as its connection. */
async function cardOn(port: number, uid: Buffer): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect').catch((cause: unknown) => {
    const why = `no virtual PC/SC reader listens on port ${port}; install it with: sudo apt-get install vsmartcard-vpcd`
    throw new RigError('READER_ABSENT', why, { cause })
  })
  let waiting = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= HEADER_LENGTH && waiting.length >= HEADER_LENGTH + waiting.readUInt16BE(0)) {
      const end = HEADER_LENGTH + waiting.readUInt16BE(0)
      const reply = replyTo(waiting.subarray(HEADER_LENGTH, end), uid)
      waiting = waiting.subarray(end)
      if (reply !== undefined) socket.write(framed(reply))
    }
  })
  // A daemon that dies takes its cards along.
  socket.on('error', () => socket.destroy())
  return socket
}

function replyTo(frame: Buffer, uid: Buffer): Buffer | undefined {
  if (frame.length === CONTROL_LENGTH) return frame[0] === CONTROL_ATR ? ATR : undefined
  return frame.equals(Buffer.from(GET_UID)) ? Buffer.concat([uid, OK]) : INSTRUCTION_UNKNOWN
}

function framed(payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH)
  header.writeUInt16BE(payload.length)
  return Buffer.concat([header, payload])
}
