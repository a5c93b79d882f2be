import { handlesClosed, outsideOfCallbacks, threadDone } from './pcsc-addon.ts'
import type { SayHappening } from './pcsc-happening.ts'
import type { NfcReader } from './pcsc-library.ts'

const NO_ATR = new Uint8Array()

/** One reader within one client of the daemon, from when it appears to when it is closed. */
export class ReaderLife {
  readonly #closeNow: () => void
  readonly #ended: Promise<void>
  readonly #started: Promise<void>
  #failure: Error | undefined
  #changes = 0

  constructor(reader: NfcReader, say: SayHappening) {
    this.#ended = new Promise((resolve) => reader.once('end', () => resolve()))
    const stated = new Promise<void>((resolve) => reader.reader.once('status', () => resolve()))
    this.#started = Promise.race([stated, this.#ended])

    // The addon closes by itself what the daemon no longer lists, without waiting for anything: so it shall ask here, too.
    this.#closeNow = reader.reader.close.bind(reader.reader)
    reader.reader.close = () => void this.close()
    // The library knows how to read some cards only. We ask for the UID ourselves, of all.
    reader.autoProcessing = false

    reader.on('card', ({ atr = NO_ATR }) => {
      const change = ++this.#changes
      say({ type: 'card', reader, atr, seenMs: performance.now(), isStillThere: () => change === this.#changes })
    })
    reader.on('card.off', () => {
      this.#changes++
      say({ type: 'card-off', reader })
    })
    reader.on('error', (cause) => {
      this.#failure = cause
    })
    reader.on('end', () => {
      // Unplugged, it ends without an error. With one, its thread has died and the library will not start another.
      say(this.#failure === undefined ? { type: 'vanished', reader } : { type: 'broken', cause: this.#failure })
    })
  }

  /**
   * Ends its thread, which says `end` once more or not. Harmless when it has ended by itself.
   *
   * `@pokusew/pcsclite` 0.6.0 forgets a thread that is closed while it is not waiting for the reader, and then the process
   * never ends. So it has to have started; and when the daemon is dead, it has to have noticed.
   */
  async close(daemon: 'alive' | 'dead' = 'alive'): Promise<void> {
    await threadDone(daemon === 'dead' ? this.#ended : this.#started)
    await outsideOfCallbacks()
    this.#closeNow()
    await handlesClosed()
  }
}
