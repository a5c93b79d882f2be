import { handlesClosed, outsideOfCallbacks, threadStarted } from './pcsc-addon.ts'
import type { SayHappening } from './pcsc-happening.ts'
import type { NfcReader } from './pcsc-library.ts'

/** One reader within one client of the daemon, from when it appears to when it is closed. */
export class ReaderLife {
  readonly #reader: NfcReader
  readonly #started: Promise<void>
  #failure: Error | undefined
  #changes = 0

  constructor(reader: NfcReader, say: SayHappening) {
    this.#reader = reader
    this.#started = threadStarted(reader)
    // The library knows how to read some cards only. We ask for the UID ourselves, of all.
    reader.autoProcessing = false

    reader.on('card', () => {
      const change = ++this.#changes
      say({ type: 'card', reader, isStillThere: () => change === this.#changes })
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

  /** Ends its thread, which says `end` once more or not. Harmless when it has ended by itself. */
  async close(): Promise<void> {
    await this.#started
    await outsideOfCallbacks()
    this.#reader.close()
    await handlesClosed()
  }
}
