import { Transform, type TransformCallback } from 'node:stream'

/** Longer than any line a reader writes: 128 letters of UTF-8, with what stands before and behind them. */
const LINE_BYTES_MAX = 768

/** TAB, CR, STX and ETX are in lines though nobody can print them. */
const FRAMING: ReadonlySet<number> = new Set([0x02, 0x03, 0x09, 0x0d])
const NEWLINE = 0x0a

export interface LineShape {
  /** The last byte of a line's end. */
  readonly delimiter: number
  /** The byte with which a line begins, whatever came before; absent where it begins with anything. */
  readonly start?: number | undefined
  readonly isUtf8: boolean
}

export type Garbage = 'too-long' | 'no-text'

/**
 * Lets lines through and nothing else: what is longer than a line can be, or no text, is dropped up to the next line's end and
 * told of. Noise before a line, bytes that are in no text, is dropped without a word: a wire gives some when it is plugged in.
 * Whatever splits lines behind it need not fear for its memory.
 */
export class LineLimiter extends Transform {
  readonly #shape: LineShape
  readonly #onGarbage: (what: Garbage) => void
  #line: number[] = []
  #noiseBytes = 0
  #isDropping = false

  constructor(shape: LineShape, onGarbage: (what: Garbage) => void) {
    super()
    this.#shape = shape
    this.#onGarbage = onGarbage
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    for (const byte of chunk) this.#take(byte)
    done()
  }

  #take(byte: number): void {
    if (byte === this.#shape.delimiter) return this.#end(byte)
    if (byte === this.#shape.start) this.#begin()
    if (this.#isDropping) return
    if (this.#line.length === 0 && isNoise(byte)) return this.#hum()
    this.#line.push(byte)
    if (!this.#isText(byte)) this.#drop('no-text')
    else if (this.#line.length > LINE_BYTES_MAX) this.#drop('too-long')
  }

  #end(byte: number): void {
    const line = Uint8Array.from([...this.#line, byte])
    if (!this.#isDropping && this.#shape.isUtf8 && !isUtf8(line)) this.#drop('no-text')
    if (!this.#isDropping) this.push(line)
    this.#begin()
  }

  #begin(): void {
    this.#line = []
    this.#noiseBytes = 0
    this.#isDropping = false
  }

  #hum(): void {
    this.#noiseBytes++
    if (this.#noiseBytes > LINE_BYTES_MAX) this.#drop('no-text')
  }

  #isText(byte: number): boolean {
    if (FRAMING.has(byte) || byte === NEWLINE) return true
    return this.#shape.isUtf8 ? !isNoise(byte) : byte >= 0x20 && byte < 0x7f
  }

  #drop(what: Garbage): void {
    this.#line = []
    this.#isDropping = true
    this.#onGarbage(what)
  }
}

/** Control bytes, and those that are in no UTF-8 either. */
function isNoise(byte: number): boolean {
  return (byte < 0x20 && !FRAMING.has(byte) && byte !== NEWLINE) || byte === 0x7f || byte >= 0xf8
}

function isUtf8(line: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(line)
    return true
  } catch {
    return false
  }
}
