import type { TLSSocket } from 'node:tls'
import { RigError } from '../domain/errors.ts'
import type { Serial } from '../domain/program/names.ts'
import type { TrustMessage } from '../domain/trust/message.ts'
import { encodeFrame, FrameDecoder } from '../protocol/trust/frames.ts'

/** A sender waits for each acknowledgement; so many messages may come in one go all the same, more are a flood (P-187). */
const AHEAD_MAX = 16

/** Messages of a peer that are taken in one go, and how many more in each second after that (P-187). What comes faster waits at its sender. */
const BURST_MAX = 400
const PER_SECOND_MAX = 200

/** A frame that has begun and of which nothing comes for so long will not end (P-187). */
const UNFINISHED_MAX_MS = 5_000

/**
 * Reads a peer's messages from its connection, acknowledges each, and hands it on. Closes the connection with a RigError: FRAME_MALFORMED
 * for what is no frame, out of order or never finished, FRAME_TOO_LONG, FLOODED for who does not wait to be answered, CONNECTION_FAILED
 * where this unit fails at a message: one peer must not end it for all others.
 */
export function readTrust(
  socket: TLSSocket,
  from: Serial,
  receive: (from: Serial, message: TrustMessage) => void,
): void {
  const decoder = new FrameDecoder()
  const pace = new Pace(socket)
  const unfinished = new Unfinished(socket, from)
  let received = 0
  socket.on('data', (bytes) => {
    try {
      const frames = decoder.feed(bytes)
      unfinished.watch(decoder.isWithin)
      if (frames.length > AHEAD_MAX) throw new RigError('FLOODED', `${from} does not wait to be answered`)
      for (const frame of frames) {
        if (!('message' in frame) || frame.n !== received + 1)
          throw new RigError('FRAME_MALFORMED', `${from} sent a frame out of order`)
        received = frame.n
        pace.took()
        // Before it is worked at, which may take its time: the sender waits only for its arrival.
        if (socket.writable) socket.write(encodeFrame({ v: 1, ack: received }))
        receive(from, frame.message)
      }
    } catch (error) {
      socket.destroy(error instanceof RigError ? error : failure(from, error))
    }
  })
}

/** Says where, and not what: an error's message may hold what the peer sent. */
function failure(from: Serial, cause: unknown): RigError {
  const { name, stack } = cause instanceof Error ? cause : new Error()
  const [place = ''] = /at .+:\d+:\d+\)?$/m.exec(stack ?? '') ?? []
  return new RigError('CONNECTION_FAILED', `a message of ${from} could not be worked at: ${name} ${place}`, { cause })
}

/** Lets a connection rest when its messages come faster than they are taken: TCP tells the sender. */
class Pace {
  readonly #socket: TLSSocket
  #left = BURST_MAX
  #atMs = performance.now()
  #rest: NodeJS.Timeout | undefined

  constructor(socket: TLSSocket) {
    this.#socket = socket
  }

  took(): void {
    const nowMs = performance.now()
    this.#left = Math.min(BURST_MAX, this.#left + ((nowMs - this.#atMs) * PER_SECOND_MAX) / 1_000) - 1
    this.#atMs = nowMs
    if (this.#left >= 0) return
    this.#socket.pause()
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => this.#socket.resume(), (-this.#left * 1_000) / PER_SECOND_MAX).unref()
  }
}

/** Closes a connection on which a frame was begun and left. */
class Unfinished {
  readonly #socket: TLSSocket
  readonly #from: Serial
  #deadline: NodeJS.Timeout | undefined

  constructor(socket: TLSSocket, from: Serial) {
    this.#socket = socket
    this.#from = from
    socket.once('close', () => clearTimeout(this.#deadline))
  }

  /** Bytes have come; `isWithin`: not all of a frame. */
  watch(isWithin: boolean): void {
    clearTimeout(this.#deadline)
    if (!isWithin) return
    this.#deadline = setTimeout(() => this.#socket.destroy(unfinished(this.#from)), UNFINISHED_MAX_MS)
  }
}

function unfinished(from: Serial): RigError {
  return new RigError('FRAME_MALFORMED', `${from} began a frame and did not end it`)
}
