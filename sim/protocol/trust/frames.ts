import { RigError } from '../../domain/errors.ts'
import { TrustFrame } from './schema.ts'

/** ALPN of a Trust link, by which the HTTPS port knows it from a browser. */
export const TRUST_ALPN = 'loxrig-trust/1'

/** Longest frame on a Trust link: some 25,000 users with a tag and a password each [P]. */
export const FRAME_LENGTH_MAX = 16 * 1024 * 1024

const HEADER_LENGTH = 4

/** A frame as bytes: four bytes of length, big-endian, then JSON in UTF-8. Throws RigError `FRAME_TOO_LONG`. */
export function encodeFrame(frame: TrustFrame, lengthMax = FRAME_LENGTH_MAX): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(frame))
  if (body.length > lengthMax) throw tooLong(body.length, lengthMax)
  const bytes = new Uint8Array(HEADER_LENGTH + body.length)
  new DataView(bytes.buffer).setUint32(0, body.length)
  bytes.set(body, HEADER_LENGTH)
  return bytes
}

/** Makes frames of the bytes of one connection, however they were cut. Holds at most one frame's bytes. */
export class FrameDecoder {
  readonly #lengthMax: number
  #chunks: Uint8Array[] = []
  #held = 0

  constructor(lengthMax = FRAME_LENGTH_MAX) {
    this.#lengthMax = lengthMax
  }

  /**
   * The frames that these bytes complete. Throws RigError `FRAME_TOO_LONG` as soon as a length says so, `FRAME_MALFORMED` for what is no
   * frame; the connection is of no use then.
   */
  feed(bytes: Uint8Array): TrustFrame[] {
    this.#chunks.push(bytes)
    this.#held += bytes.length
    const frames: TrustFrame[] = []
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) frames.push(frame)
    return frames
  }

  #next(): TrustFrame | undefined {
    if (this.#held < HEADER_LENGTH) return undefined
    const header = this.#peek(HEADER_LENGTH)
    const length = new DataView(header.buffer, header.byteOffset).getUint32(0)
    if (length > this.#lengthMax) throw tooLong(length, this.#lengthMax)
    if (this.#held < HEADER_LENGTH + length) return undefined
    const frame = this.#peek(HEADER_LENGTH + length).subarray(HEADER_LENGTH)
    this.#drop(HEADER_LENGTH + length)
    return parseFrame(frame)
  }

  /** The first bytes as one piece. Chunks are joined only where a header or a whole frame needs it. */
  #peek(length: number): Uint8Array {
    const first = this.#chunks[0]
    if (first !== undefined && first.length >= length) return first.subarray(0, length)
    const joined = new Uint8Array(this.#held)
    let offset = 0
    for (const chunk of this.#chunks) {
      joined.set(chunk, offset)
      offset += chunk.length
    }
    this.#chunks = [joined]
    return joined.subarray(0, length)
  }

  #drop(length: number): void {
    const rest = this.#chunks[0]?.subarray(length)
    this.#held -= length
    this.#chunks = rest === undefined || rest.length === 0 ? this.#chunks.slice(1) : [rest, ...this.#chunks.slice(1)]
  }
}

function parseFrame(bytes: Uint8Array): TrustFrame {
  const parsed = TrustFrame.safeParse(parseJson(bytes))
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
