import { once } from 'node:events'
import { RigError } from '../../sim/domain/errors.ts'
import type { FeedbackSignal } from '../../sim/domain/miniserver/effect.ts'
import type { Reader, ReaderEvent } from '../../sim/ports/reader.ts'
import { EventQueue } from './event-queue.ts'
import type { SayNotice } from './open-reader.ts'
import { fittingPcscReaders, type PcscWish, severalText } from './pcsc-choice.ts'
import type { PcscConnection } from './pcsc-connection.ts'
import type { PcscHappening } from './pcsc-happening.ts'
import { type NfcReader, reasonOf } from './pcsc-library.ts'
import { desfireOn, readTag, show } from './pcsc-questions.ts'

/** Which reader: without a wish, the only one. */
export interface PcscReaderOptions extends PcscWish {
  /** Whose tags these are, in the rig's words: `home/front-door`. For messages. */
  readonly name: string
  /** Takes sentences about what becomes no event: a card that gives no UID, several readers where one is waited for. */
  readonly onNotice?: SayNotice
}

/** Of what goes on as long as the reader does, people are told once. */
type ToldOnce = 'desfire' | 'not-shown'

/** More than people present while the rig is busy. */
const EVENTS_MAX = 64

/** One reader of a PC/SC connection. A pump makes its events of what happens there. */
export class PcscReader implements Reader {
  readonly name: string
  readonly #options: PcscReaderOptions
  readonly #connection: PcscConnection
  readonly #events = new EventQueue<ReaderEvent>({ capacity: EVENTS_MAX })
  #sayOpened = (_refusal?: RigError): void => {}
  /** Resolves when a reader is chosen; with why not, where several fit. */
  readonly #opened = new Promise<RigError | undefined>((resolve) => {
    this.#sayOpened = resolve
  })
  #pump: Promise<void> | undefined
  #current: NfcReader | undefined
  #lastName: string | undefined
  #beside: ReadonlySet<string> = new Set()
  #isToldThere = true
  #toldSeveral = ''
  readonly #told = new Set<ToldOnce>()
  #isPresented = false
  #isDisposed = false

  constructor(options: PcscReaderOptions, connection: PcscConnection) {
    this.name = options.name
    this.#options = options
    this.#connection = connection
  }

  /**
   * Waits until the reader is there, `listingMs` at most. Throws USAGE where several fit.
   *
   * @returns whether it is
   */
  async open(listingMs: number): Promise<boolean> {
    await this.#connection.open()
    this.#pump = this.#run()
    const late = once(AbortSignal.timeout(listingMs), 'abort').then(() => undefined)
    const refusal = await Promise.race([this.#opened, late])
    if (refusal !== undefined) throw refusal
    return this.#current !== undefined
  }

  /** What PC/SC calls it; empty before it is open. */
  get device(): string {
    return this.#lastName ?? ''
  }

  events(): AsyncIterable<ReaderEvent> {
    return this.#events
  }

  /** By LED and beeper, while the card lies there; a reader whose light is not known shows nothing. */
  show(signal: FeedbackSignal): void {
    this.#connection.say({ type: 'feedback', signal })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true
    this.#connection.stop()
    // A card may just be being read. The addon's close would wait for it on the main thread, so we do before, here.
    await this.#pump
    await this.#connection[Symbol.asyncDispose]()
    this.#events.close()
  }

  async #run(): Promise<void> {
    for await (const happening of this.#connection.happenings()) await this.#handle(happening)
  }

  async #handle(happening: PcscHappening): Promise<void> {
    if (happening.type === 'vanished') this.#seeOthersGo(happening.reader)
    if ('reader' in happening && happening.type !== 'appeared' && happening.reader !== this.#current) return
    switch (happening.type) {
      case 'appeared':
        this.#choose()
        return this.#seeBeside()
      case 'card':
        return this.#present(happening)
      case 'card-off':
        return this.#remove()
      case 'unreadable':
        return this.#noticeUnreadable(happening.cause)
      case 'feedback':
        return this.#show(happening.signal)
      case 'vanished':
        this.#lose(`the PC/SC reader "${happening.reader.name}" was unplugged; waiting for it`)
        // Or the daemon died in a way the addon takes for that. A new client knows.
        return this.#connection.reopen()
      case 'broken':
        return this.#lose(`the PC/SC daemon stopped answering (${reasonOf(happening.cause)}); waiting for it`)
    }
  }

  #choose(): void {
    if (this.#current !== undefined) return
    const { reader, serial, slot } = this.#options
    const [name, ...others] = fittingPcscReaders([...this.#connection.readers.keys()], {
      wanted: { reader, serial, slot },
      last: this.#lastName,
      beside: this.#beside,
    })
    if (name === undefined) return
    if (others.length > 0) return this.#refuse([name, ...others])
    this.#lastName = name
    this.#current = this.#connection.take(name)
    this.#toldSeveral = ''
    this.#sayOpened()
    this.#tellWhetherThere('')
  }

  /** Nobody knows which is meant: the door would open to whoever stands at the wrong one. While one is waited for, it is said once. */
  #refuse(names: readonly string[]): void {
    const message = severalText(this.name, this.#options, names)
    if (this.#lastName === undefined) return this.#sayOpened(new RigError('USAGE', message))
    if (message !== this.#toldSeveral) this.#options.onNotice?.(message)
    this.#toldSeveral = message
  }

  /** Of several that fitted, one may be left. */
  #seeOthersGo(gone: NfcReader): void {
    if (gone === this.#current) return
    this.#seeBeside()
    this.#choose()
  }

  /** What is there while ours is, too, is another reader: ours is not looked for there when it is lost. */
  #seeBeside(): void {
    const current = this.#current
    if (current === undefined || !this.#connection.readers.has(current.name)) return
    this.#beside = new Set([...this.#connection.readers.keys()].filter((name) => name !== current.name))
  }

  #lose(why: string): void {
    this.#current = undefined
    this.#isPresented = false
    if (this.#lastName !== undefined) this.#tellWhetherThere(`${this.name}: ${why}.`)
  }

  async #present({ reader, atr, seenMs, isStillThere }: PcscHappening & { readonly type: 'card' }): Promise<void> {
    // Another card may lie there by now, and has a happening of its own.
    if (!isStillThere()) return this.#noticeUnreadable('it was taken off too early')
    const credential = await readTag(reader).catch((cause: unknown) => this.#noticeUnreadable(cause))
    if (credential === undefined) return
    this.#isPresented = this.#events.push({ type: 'presented', credential, seenMs })
    if (!this.#isPresented) this.#notice(`${EVENTS_MAX} events wait and nobody takes them; a card was not presented`)
    // After the door has got it: the question takes as long as the UID did.
    if (!this.#told.has('desfire') && isStillThere()) this.#tellOfDesfire(await desfireOn(reader, atr))
  }

  /** The ids of encrypted tags are written on a DESFire and read with a key, which is the vendor's. */
  #tellOfDesfire(name: string | undefined): void {
    if (name === undefined) return
    this.#told.add('desfire')
    this.#notice(
      `the card is a ${name}, of which this reader gives the UID only. It cannot authenticate an encrypted tag (8 bytes and EC): as such the card opens nothing here, only where its UID itself was learnt`,
      'READER_UID_ONLY',
    )
  }

  async #show(signal: FeedbackSignal): Promise<void> {
    if (this.#current === undefined || !this.#isPresented) return
    if ((await show(this.#current, signal)) || this.#told.has('not-shown')) return
    this.#told.add('not-shown')
    this.#notice('its LED and beeper do not take the command of an ACR122U; it shows what it shows by itself')
  }

  #remove(): void {
    if (this.#isPresented) this.#events.push({ type: 'removed' })
    this.#isPresented = false
  }

  /** Says once that the reader is lost, once that it is found. What found no room in the queue is caught up with later. */
  #tellWhetherThere(message: string): void {
    const isThere = this.#current !== undefined
    if (isThere === this.#isToldThere) return
    const event: ReaderEvent = isThere ? { type: 'found' } : { type: 'lost', code: 'READER_LOST', message }
    if (this.#events.push(event)) this.#isToldThere = isThere
  }

  #noticeUnreadable(cause: unknown): undefined {
    this.#notice(`a card could not be read (${reasonOf(cause)}); lay it on again`)
  }

  #notice(sentence: string, code?: Parameters<SayNotice>[1]): void {
    if (!this.#isDisposed) this.#options.onNotice?.(`${this.name}: ${sentence}.`, code)
  }
}
