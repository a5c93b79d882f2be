import { once } from 'node:events'
import { RigError } from '../../sim/domain/errors.ts'
import { EventQueue } from './event-queue.ts'
import type { DaemonWatch } from './pcsc-daemon.ts'
import type { PcscHappening } from './pcsc-happening.ts'
import type { NfcReader } from './pcsc-library.ts'
import { openSession, type PcscSession, type PcscSystem } from './pcsc-session.ts'

/** More than a daemon says while one card is read. */
const HAPPENINGS_MAX = 256

const NO_READERS: ReadonlyMap<string, NfcReader> = new Map()

/**
 * The PC/SC daemon over all its lives: when it dies, waits until it is back and is its client again.
 *
 * After each `broken` the happenings are those of a new client, which finds all readers and cards anew. One consumer.
 */
export class PcscConnection implements AsyncDisposable {
  readonly #system: PcscSystem
  readonly #queue = new EventQueue<{ readonly life: number; readonly happening: PcscHappening }>({
    capacity: HAPPENINGS_MAX,
  })
  readonly #stopping = new AbortController()
  readonly #stopped = once(this.#stopping.signal, 'abort')
  #life = 0
  #hasOverflowed = false
  #session: PcscSession | undefined
  #watch: DaemonWatch | undefined

  constructor(system: PcscSystem) {
    this.#system = system
  }

  /** The readers the daemon has now, by name. */
  get readers(): ReadonlyMap<string, NfcReader> {
    return this.#session?.readers ?? NO_READERS
  }

  /** The reader of that name, whose cards happen from now on; `undefined` where it has gone. */
  take(name: string): NfcReader | undefined {
    return this.#session?.take(name)
  }

  /** @throws RigError `READER_ABSENT` when no daemon answers, or it refuses us */
  async open(): Promise<void> {
    const life = ++this.#life
    const say = (happening: PcscHappening): void => {
      if (!this.#queue.push({ life, happening })) this.#hasOverflowed = true
    }
    this.#hasOverflowed = false
    this.#watch?.[Symbol.dispose]()
    // Watched before it is asked, and as long as its client lives: whatever changes after the question is not missed.
    this.#watch = this.#system.daemon.watch()
    // A daemon that dies while it is first asked for its readers is not always noticed by the addon.
    void this.#watch.changed.then(() => {
      if (life === this.#life && this.readers.size === 0) say(broken('it came or went'))
    })
    this.#session = await openSession(this.#system, say)
  }

  /** What happens, in order, until stopped. After `broken`, the next one comes when the daemon is back. */
  async *happenings(): AsyncGenerator<PcscHappening, void, undefined> {
    for await (const { life, happening } of this.#queue) {
      if (this.#stopping.signal.aborted) return
      if (life !== this.#life) continue
      // What was not queued cannot be known, so begin anew.
      const current = this.#hasOverflowed ? broken('it said too much at once') : happening
      yield current
      if (current.type === 'broken') await this.reopen()
    }
  }

  /**
   * Becomes a new client of the daemon, waiting for it if need be. Only its consumer may call this.
   *
   * A client that had no readers waits for a change before it tries again, or it would try for ever.
   */
  async reopen(): Promise<void> {
    const hadReaders = this.#session?.hadReaders === true
    await this.#closeSession()
    if (!hadReaders) await this.#changed()
    while (!this.#stopping.signal.aborted && !(await this.#isOpened())) await this.#changed()
  }

  /** Queues a happening of ours behind those that wait. What does not fit is dropped. */
  say(happening: PcscHappening): void {
    this.#queue.push({ life: this.#life, happening })
  }

  /** Ends the happenings. Whoever consumes them must have come to their end before the connection is disposed. */
  stop(): void {
    this.#stopping.abort()
    this.#queue.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop()
    this.#watch?.[Symbol.dispose]()
    await this.#closeSession()
  }

  async #isOpened(): Promise<boolean> {
    try {
      await this.open()
      return true
    } catch (error) {
      if (error instanceof RigError) return false
      throw error
    }
  }

  async #changed(): Promise<void> {
    await Promise.race([this.#watch?.changed, this.#stopped])
  }

  async #closeSession(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    await session?.close()
  }
}

function broken(why: string): PcscHappening {
  return { type: 'broken', cause: new Error(why) }
}
