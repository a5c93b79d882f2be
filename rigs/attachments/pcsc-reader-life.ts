import { handlesClosed, outsideOfCallbacks, threadDone, threadWaits } from './pcsc-addon.ts'
import type { SayHappening } from './pcsc-happening.ts'
import type { NfcReader } from './pcsc-library.ts'

const NO_ATR = new Uint8Array()

/** One reader within one client of the daemon, from when it appears to when it is closed. */
export class ReaderLife {
  readonly #reader: NfcReader
  readonly #connectNow: () => Promise<object>
  readonly #closeNow: () => void
  readonly #ended: Promise<void>
  readonly #started: Promise<void>
  #isTaken = false
  #failure: Error | undefined
  #changes = 0
  #toldMs = Number.NEGATIVE_INFINITY

  constructor(reader: NfcReader, say: SayHappening) {
    this.#reader = reader
    this.#ended = new Promise((resolve) => reader.once('end', () => resolve()))
    const stated = new Promise<void>((resolve) => reader.reader.once('status', () => resolve()))
    this.#started = Promise.race([stated, this.#ended])
    reader.reader.on('status', () => {
      this.#toldMs = performance.now()
    })

    // The addon closes by itself what the daemon no longer lists, without waiting for anything: so it shall ask here, too.
    this.#closeNow = reader.reader.close.bind(reader.reader)
    reader.reader.close = () => void this.close()
    // Every client would connect to every card on every reader, and pcscd refuses some where many do so at once.
    this.#connectNow = reader.connect.bind(reader)
    reader.connect = () => (this.#isTaken ? this.#connectNow() : Promise.reject(new Error('this reader is not ours')))
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

  /** Says cards from now on, also the one that lies there already. */
  take(): void {
    if (this.#isTaken) return
    this.#isTaken = true
    const { card } = this.#reader
    if (card === null) return
    // The library tells its logger where that fails.
    void this.#connectNow().then(
      () => this.#reader.emit('card', { ...card }),
      () => {},
    )
  }

  /**
   * Ends its thread, which says `end` once more or not. Harmless when it has ended by itself.
   *
   * `@pokusew/pcsclite` 0.6.0 asks a thread to end for 50 ms and then waits for it for ever, on the main thread; asked while it is not
   * waiting for the reader, the thread never hears it. So it has to have started, and to be back from telling how the reader is; and
   * when the daemon is dead, it has to have noticed.
   */
  async close(daemon: 'alive' | 'dead' = 'alive'): Promise<void> {
    await threadDone(daemon === 'dead' ? this.#ended : this.#started)
    await threadWaits(this.#toldMs)
    await outsideOfCallbacks()
    this.#closeNow()
    await handlesClosed()
  }
}
