import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A contactless storage card (PC/SC part 3), so that readers' software takes the card for an ISO 14443-3 tag. */
const STORAGE_CARD = '3B8F8001804F0CA000000306030001000000006A'

const GET_UID = 'FFCA000000'
const OK = Buffer.from('9000', 'hex')
const INSTRUCTION_UNKNOWN = '6D00'

/** Frames of one byte are controls: 0 off, 1 on, 2 reset, 4 the ATR is wanted. Only the last is answered. */
const CONTROL_LENGTH = 1
const CONTROL_ATR = 4

const HEADER_LENGTH = 2

export interface VirtualCardOptions {
  /** Of the virtual reader's slot. */
  readonly port: number
  /** In hex, without spaces. */
  readonly uid: string
  /** In hex. Default: a storage card's. */
  readonly atr?: string
  /** What it, or its reader, answers to other commands, by the command: all in upper-case hex. Others are unknown to it: 6D00. */
  readonly answers?: Readonly<Record<string, string>>
  /** Taken off when it is asked this, instead of an answer. */
  readonly pulledAt?: string
}

/**
 * A card for vsmartcard's virtual reader: a TCP client that answers APDUs.
 *
 * The reader notices a card that comes or goes only when its daemon looks, several times a second.
 */
export class VirtualCard implements AsyncDisposable {
  /** What the reader asked, in upper-case hex. */
  readonly commands: string[] = []
  /** When its reader first noticed it since it was laid there: `process.hrtime.bigint()`. */
  noticedAtNs: bigint | undefined
  readonly #port: number
  readonly #atr: Buffer
  readonly #answers: NonNullable<VirtualCardOptions['answers']>
  readonly #pulledAt: string | undefined
  #uid: Buffer
  #socket: Socket | undefined

  constructor({ port, uid, atr = STORAGE_CARD, answers = {}, pulledAt }: VirtualCardOptions) {
    this.#port = port
    this.#atr = Buffer.from(atr, 'hex')
    this.#answers = answers
    this.#pulledAt = pulledAt
    this.#uid = Buffer.from(uid, 'hex')
  }

  get isInserted(): boolean {
    return this.#socket?.closed === false
  }

  /** Lays the card on the reader; with a UID, lays another one there than before. */
  async insert(uid?: string): Promise<void> {
    this.noticedAtNs = undefined
    if (uid !== undefined) this.#uid = Buffer.from(uid, 'hex')
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    const frames = new FrameBuffer()
    socket.on('data', (chunk: Buffer) => {
      for (const frame of frames.feed(chunk)) this.#answer(socket, frame)
    })
    // A daemon that dies takes its cards along.
    socket.on('error', () => socket.destroy())
    this.#socket = socket
  }

  /** Takes it off. Does nothing when it lies on no reader. */
  async remove(): Promise<void> {
    const socket = this.#socket
    this.#socket = undefined
    if (socket === undefined || socket.closed) return
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.remove()
  }

  #answer(socket: Socket, frame: Buffer): void {
    if (frame.length === CONTROL_LENGTH) {
      if (frame[0] !== CONTROL_ATR) return
      this.noticedAtNs ??= process.hrtime.bigint()
      socket.write(frameOf(this.#atr))
      return
    }
    const command = frame.toString('hex').toUpperCase()
    this.commands.push(command)
    if (command === this.#pulledAt) socket.destroy()
    else socket.write(frameOf(command === GET_UID ? Buffer.concat([this.#uid, OK]) : this.#answerTo(command)))
  }
  #answerTo(command: string): Buffer {
    return Buffer.from(this.#answers[command] ?? INSTRUCTION_UNKNOWN, 'hex')
  }
}

/** Frames of vpcd: a big-endian length of two bytes, and as many bytes. */
class FrameBuffer {
  #bytes: Buffer = Buffer.alloc(0)

  /** The frames that are whole now. */
  feed(chunk: Buffer): Buffer[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk])
    const frames: Buffer[] = []
    while (this.#bytes.length >= HEADER_LENGTH) {
      const end = HEADER_LENGTH + this.#bytes.readUInt16BE(0)
      if (this.#bytes.length < end) break
      frames.push(this.#bytes.subarray(HEADER_LENGTH, end))
      this.#bytes = this.#bytes.subarray(end)
    }
    return frames
  }
}

function frameOf(payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH)
  header.writeUInt16BE(payload.length)
  return Buffer.concat([header, payload])
}
