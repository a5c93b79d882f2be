import { once } from 'node:events'
import type { Credential } from '../../../sim/domain/access/credential.ts'
import { RigError } from '../../../sim/domain/errors.ts'
import type { Reader, ReaderEvent } from '../../../sim/ports/reader.ts'
import { EventQueue } from '../event-queue.ts'
import { Complaint } from './complaint.ts'
import type { SerialSession, SerialSystem } from './serial-session.ts'
import { type PortChoice, portOnUsb } from './usb-identity.ts'

/** What a kind of reader does with an open port, until the port ends or `signal` says so. */
export interface Conversation {
  /** Makes sure that such a reader is there. Rejects with a reason in words where it is not. */
  greet(session: SerialSession): Promise<Talk>
}

/** Reads until the port ends; then it resolves, or rejects. */
export type Talk = (say: Say, signal: AbortSignal) => Promise<void>

export interface Say {
  /** @param seenMs when the driver saw it, by `performance.now()` */
  presented(credential: Credential, seenMs: number): void
  removed(): void
  notice(sentence: string): void
}

export interface SerialReaderOptions {
  /** Whose credentials these are, in the rig's words: `home/side-door`. For messages. */
  readonly name: string
  readonly port: PortChoice
  readonly baudRate: number
  readonly onNotice?: (sentence: string) => void
}

/** More than people present while the rig is busy. */
const EVENTS_MAX = 64
/** A device file is there before its driver can be opened. */
const SETTLES_MS = 200
/** The ports are listed by a program of its own, which takes a while. */
const LISTS_MS = 1000

/** A reader on a serial port, over all the lives of the port: lost when it is pulled, found when it is put back. */
export class SerialReader implements Reader {
  readonly name: string
  readonly #options: SerialReaderOptions
  readonly #conversation: Conversation
  readonly #system: SerialSystem
  readonly #events = new EventQueue<ReaderEvent>({ capacity: EVENTS_MAX })
  readonly #stopping = new AbortController()
  readonly #stopped = once(this.#stopping.signal, 'abort')
  readonly #lost = new Complaint(
    (sentence) => this.#notice(sentence),
    (count) => `more credentials that were not presented: ${count}`,
  )
  #path = ''
  #toldWaiting = ''
  #session: SerialSession | undefined
  #living: Promise<void> = Promise.resolve()

  constructor(options: SerialReaderOptions, conversation: Conversation, system: SerialSystem) {
    this.name = options.name
    this.#options = options
    this.#conversation = conversation
    this.#system = system
  }

  /** Opens the port and greets the reader. Throws READER_ABSENT. */
  async open(): Promise<void> {
    const talk = await this.#begin()
    this.#living = this.#live(talk)
  }

  /** The device file where it was last; empty before it is open. */
  get device(): string {
    return this.#path
  }

  events(): AsyncIterable<ReaderEvent> {
    return this.#events
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    await this.#session?.close()
    await this.#living
    this.#events.close()
  }

  async #begin(): Promise<Talk> {
    const { name, port, baudRate } = this.#options
    const path = typeof port === 'string' ? port : portOnUsb(name, port, await this.#system.list())
    this.#path = path
    try {
      this.#session = await this.#system.open({ path, baudRate })
      return await this.#conversation.greet(this.#session)
    } catch (cause) {
      await this.#session?.close()
      if (cause instanceof RigError) throw cause
      throw new RigError('READER_ABSENT', `${name}: no reader at ${path}: ${sentenceOf(cause)}`, { cause })
    }
  }

  async #live(first: Talk): Promise<void> {
    const { signal } = this.#stopping
    for (let talk: Talk | undefined = first; talk !== undefined; talk = await this.#beginAgain()) {
      const silence = await talk(this.#say(), signal).then(
        () => 'its port was closed',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      const why = this.#system.isThere(this.device) ? `it fell silent: ${silence}` : 'it was unplugged'
      await this.#session?.close()
      if (signal.aborted) return
      const message = `${this.name}: ${why} (${this.device}); waiting for it.`
      this.#events.push({ type: 'lost', code: 'READER_LOST', message })
    }
  }

  /** Waits until the reader is there again. Undefined when it is no longer waited for. */
  async #beginAgain(): Promise<Talk | undefined> {
    const { signal } = this.#stopping
    const isAnywhere = typeof this.#options.port !== 'string'
    while (!signal.aborted) {
      using watch = this.#system.watch(this.device)
      if (isAnywhere || this.#system.isThere(this.device)) {
        const talk = await this.#begin().catch((error: unknown) => this.#stillWaits(error))
        if (signal.aborted) await this.#session?.close()
        else if (talk !== undefined) {
          this.#toldWaiting = ''
          this.#events.push({ type: 'found' })
          return talk
        }
      }
      const again = once(AbortSignal.timeout(isAnywhere ? LISTS_MS : SETTLES_MS), 'abort')
      await Promise.race([watch.changed, this.#stopped, again])
    }
    return undefined
  }

  /** Nobody can help it that a reader is away; that two fit, somebody has to know. */
  #stillWaits(error: unknown): undefined {
    if (!(error instanceof RigError) || error.code !== 'USAGE' || error.message === this.#toldWaiting) return
    this.#toldWaiting = error.message
    this.#options.onNotice?.(error.message)
  }

  #say(): Say {
    return {
      presented: (credential, seenMs) => {
        if (this.#events.push({ type: 'presented', credential, seenMs })) return this.#lost.settle()
        this.#lost.make(`${EVENTS_MAX} events wait and nobody takes them; a credential was not presented`)
      },
      removed: () => void this.#events.push({ type: 'removed' }),
      notice: (sentence) => this.#notice(sentence),
    }
  }

  #notice(sentence: string): void {
    this.#options.onNotice?.(`${this.name}: ${/[.?]$/.test(sentence) ? sentence : `${sentence}.`}`)
  }
}

/** What serialport says of a port that it cannot open, for people. */
function sentenceOf(cause: unknown): string {
  const said = (cause instanceof Error ? cause.message : String(cause)).replace(/^Error:? /, '')
  if (said.includes('Cannot lock port')) return `another program has it open (${said}).`
  return /[.?!]$/.test(said) ? said : `${said}.`
}
