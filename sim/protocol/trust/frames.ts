import { RigError } from '../../domain/errors.ts'
import { frameBody } from './frame-body.ts'
import { readFrame } from './read-frame.ts'
import type { TrustFrame } from './schema.ts'

/** ALPN of a Trust link, by which the HTTPS port knows it from a browser. */
export const TRUST_ALPN = 'loxrig-trust/1'

/** Longest frame on a Trust link, all its pieces together: some 200,000 users with a tag and a password each (P-97). */
export const FRAME_LENGTH_MAX = 128 * 1024 * 1024

/** Longest piece of a frame (P-97): what is written, and waited for, at once. */
export const PIECE_LENGTH_MAX = 1024 * 1024

const HEADER_LENGTH = 4

/** The highest bit of a piece's length: the frame goes on in the next piece. */
const MORE = 0x8000_0000

/**
 * A frame as pieces to be sent one after the other: each is four bytes of length, big-endian, whose highest bit says that more follow,
 * and a part of the frame's JSON in UTF-8. They are cut as they are asked for. Throws RigError `FRAME_TOO_LONG` at once.
 */
export function framePieces(frame: TrustFrame, lengthMax = FRAME_LENGTH_MAX): Iterable<Uint8Array> {
  const body = frameBody(frame)
  const length = body.reduce((sum, part) => sum + part.length, 0)
  if (length > lengthMax) throw tooLong(length, lengthMax)
  return cut(body, length)
}

function* cut(body: readonly Uint8Array[], length: number): Generator<Uint8Array> {
  let [place, offset] = [0, 0]
  for (let left = length; left > 0; ) {
    const size = Math.min(left, PIECE_LENGTH_MAX)
    left -= size
    const piece = new Uint8Array(HEADER_LENGTH + size)
    new DataView(piece.buffer).setUint32(0, (size | (left > 0 ? MORE : 0)) >>> 0)
    for (let filled = HEADER_LENGTH; filled < piece.length; ) {
      const source = body[place] ?? new Uint8Array()
      const taken = source.subarray(offset, offset + piece.length - filled)
      piece.set(taken, filled)
      filled += taken.length
      offset += taken.length
      if (offset === source.length) [place, offset] = [place + 1, 0]
    }
    yield piece
  }
}

/** The pieces of a frame in one. */
export function encodeFrame(frame: TrustFrame, lengthMax = FRAME_LENGTH_MAX): Uint8Array {
  return joined([...framePieces(frame, lengthMax)])
}

/** Makes frames of the bytes of one connection, however they were cut. Holds at most one frame's bytes. */
export class FrameDecoder {
  readonly #lengthMax: number
  #chunks: Uint8Array[] = []
  #held = 0
  /** Of the frame that goes on. */
  #parts: Uint8Array[] = []
  #partsLength = 0

  constructor(lengthMax = FRAME_LENGTH_MAX) {
    this.#lengthMax = lengthMax
  }

  /** A frame has begun and not ended. */
  get isWithin(): boolean {
    return this.#held > 0 || this.#parts.length > 0
  }

  /**
   * The frames that these bytes complete. Throws RigError `FRAME_TOO_LONG` as soon as a length says so, `FRAME_MALFORMED` for what is no
   * frame; the connection is of no use then.
   */
  feed(bytes: Uint8Array): TrustFrame[] {
    if (bytes.length > 0) this.#chunks.push(bytes)
    this.#held += bytes.length
    const frames: TrustFrame[] = []
    for (let piece = this.#next(); piece !== undefined; piece = this.#next()) {
      this.#parts.push(piece.part)
      this.#partsLength += piece.part.length
      if (piece.more) continue
      frames.push(parseFrame(joined(this.#parts)))
      this.#parts = []
      this.#partsLength = 0
    }
    return frames
  }

  #next(): { readonly part: Uint8Array; readonly more: boolean } | undefined {
    if (this.#held < HEADER_LENGTH) return undefined
    const header = this.#peek(HEADER_LENGTH)
    const word = new DataView(header.buffer, header.byteOffset).getUint32(0)
    const [length, more] = [word & ~MORE, (word & MORE) !== 0]
    const whole = this.#partsLength + length
    if (whole > this.#lengthMax) throw tooLong(whole, this.#lengthMax)
    if (length > PIECE_LENGTH_MAX) throw tooLong(length, PIECE_LENGTH_MAX)
    if (more && length === 0) throw new RigError('FRAME_MALFORMED', 'a Trust peer sent an empty piece of a frame')
    if (this.#held < HEADER_LENGTH + length) return undefined
    const part = this.#peek(HEADER_LENGTH + length).subarray(HEADER_LENGTH)
    this.#drop(HEADER_LENGTH + length)
    return { part, more }
  }

  /** The first bytes as one piece. Chunks are joined only where a header or a whole frame needs it. */
  #peek(length: number): Uint8Array {
    const first = this.#chunks[0]
    if (first !== undefined && first.length >= length) return first.subarray(0, length)
    const whole = joined(this.#chunks)
    this.#chunks = [whole]
    return whole.subarray(0, length)
  }

  #drop(length: number): void {
    const rest = this.#chunks[0]?.subarray(length)
    this.#held -= length
    this.#chunks = rest === undefined || rest.length === 0 ? this.#chunks.slice(1) : [rest, ...this.#chunks.slice(1)]
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : Buffer.concat(parts)
}

function parseFrame(bytes: Uint8Array): TrustFrame {
  const parsed = readFrame(parseJson(bytes))
  if (parsed.success) return parsed.data
  // Where it is wrong may be said, never what was there: it may be a secret.
  const issue = parsed.error.issues[0]
  throw new RigError(
    'FRAME_MALFORMED',
    `a Trust peer sent no frame of version 1 (${issue?.path.join('.') || 'at its start'})`,
  )
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new RigError('FRAME_MALFORMED', 'a Trust peer sent a frame that is not JSON in UTF-8')
  }
}

function tooLong(length: number, lengthMax: number): RigError {
  return new RigError('FRAME_TOO_LONG', `a frame of ${length} bytes on a Trust link; at most ${lengthMax} are taken`)
}
