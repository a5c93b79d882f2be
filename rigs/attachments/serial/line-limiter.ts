import { Transform, type TransformCallback } from 'node:stream'

/** Longer than any line a reader writes. */
export const LINE_BYTES_MAX = 256

/** TAB, LF, CR, STX and ETX, and what can be printed. */
const TEXT = /^[\t\n\r\u0020-\u007e]$/
const FRAMING: ReadonlySet<number> = new Set([0x02, 0x03])

/**
 * Lets lines through and nothing else: what is longer than a line can be, or no text, is dropped up to the next line's end and
 * told of. Whatever splits lines behind it need not fear for its memory.
 */
export class LineLimiter extends Transform {
  readonly #delimiter: number
  readonly #onGarbage: (what: 'too-long' | 'no-text') => void
  #line: number[] = []
  #isDropping = false

  /** @param delimiter the last byte of a line's end */
  constructor(delimiter: number, onGarbage: (what: 'too-long' | 'no-text') => void) {
    super()
    this.#delimiter = delimiter
    this.#onGarbage = onGarbage
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    for (const byte of chunk) this.#take(byte)
    done()
  }

  #take(byte: number): void {
    if (byte === this.#delimiter) {
      if (!this.#isDropping) this.push(Uint8Array.from([...this.#line, byte]))
      this.#line = []
      this.#isDropping = false
      return
    }
    if (this.#isDropping) return
    this.#line.push(byte)
    if (!FRAMING.has(byte) && !TEXT.test(String.fromCharCode(byte))) this.#drop('no-text')
    else if (this.#line.length > LINE_BYTES_MAX) this.#drop('too-long')
  }

  #drop(what: 'too-long' | 'no-text'): void {
    this.#line = []
    this.#isDropping = true
    this.#onGarbage(what)
  }
}
