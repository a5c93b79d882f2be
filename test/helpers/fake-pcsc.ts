import { EventEmitter } from 'node:events'
import type { DaemonWatch, PcscDaemon } from '../../rigs/attachments/pcsc-daemon.ts'
import type { Nfc, NfcLibrary, NfcReader } from '../../rigs/attachments/pcsc-library.ts'
import type { PcscSystem } from '../../rigs/attachments/pcsc-session.ts'

/**
 * nfc-pcsc and pcscd without either, for what a virtual reader cannot do: be unplugged, refuse a card, say too much.
 *
 * It has the traps of the real one: its client cannot be made while the daemon is away, and closing a reader from one of
 * its callbacks never returns; both throw here.
 */
export class FakePcsc implements PcscSystem {
  readonly library: NfcLibrary
  readonly daemon: PcscDaemon
  readonly #clients = new Set<FakeNfc>()
  readonly #plugged = new Set<string>()
  readonly #cards = new Map<string, string>()
  readonly #watches = new Set<() => void>()
  #isAlive = true

  constructor(...names: readonly string[]) {
    for (const name of names) this.#plugged.add(name)
    this.library = { NFC: this.#clientClass() }
    this.daemon = {
      address: '/run/fake/pcscd.comm',
      answers: () => Promise.resolve(this.#isAlive),
      watch: () => this.#watchFromNow(),
    }
  }

  /** Clients made so far. */
  clientsMade = 0

  /** Clients made and not closed. */
  get openClients(): number {
    return this.#clients.size
  }

  plug(name: string): void {
    this.#plugged.add(name)
    for (const client of this.#clients) client.add(name)
  }

  unplug(name: string): void {
    this.#plugged.delete(name)
    for (const client of this.#clients) client.end(name)
  }

  /** Lays a card there, by what it answers when asked for its UID, in hex. */
  lay(name: string, reply: string): void {
    this.#cards.set(name, reply)
    for (const client of this.#clients) client.readers.get(name)?.say(() => client.readers.get(name)?.emit('card', {}))
  }

  takeOff(name: string): void {
    this.#cards.delete(name)
    for (const client of this.#clients)
      client.readers.get(name)?.say(() => client.readers.get(name)?.emit('card.off', {}))
  }

  /** The daemon dies: its clients are of no more use, and it takes its cards along. */
  die(): void {
    this.#isAlive = false
    this.#cards.clear()
    for (const client of this.#clients) client.fail(new Error('RPC transport error.(0x80100013)'))
    this.#change()
  }

  revive(): void {
    this.#isAlive = true
    this.#change()
  }

  #change(): void {
    for (const tell of this.#watches) tell()
    this.#watches.clear()
  }

  #watchFromNow(): DaemonWatch {
    const changed = new Promise<void>((resolve) => this.#watches.add(resolve))
    return { changed, [Symbol.dispose]: () => {} }
  }

  #clientClass(): NfcLibrary['NFC'] {
    const isAlive = (): boolean => this.#isAlive
    const clients = this.#clients
    const plugged = this.#plugged
    const cards = this.#cards
    const made = (): void => {
      this.clientsMade++
    }
    return class extends FakeNfc {
      constructor() {
        if (!isAlive()) throw new Error('made while the daemon was away: this would never return')
        super(cards, () => clients.delete(this))
        clients.add(this)
        made()
        process.nextTick(() => {
          for (const name of plugged) this.add(name)
        })
      }
    }
  }
}

class FakeNfc extends EventEmitter<{ reader: [NfcReader]; error: [Error] }> implements Nfc {
  readonly readers = new Map<string, FakeReader>()
  readonly #cards: ReadonlyMap<string, string>
  readonly #onClose: () => void

  constructor(cards: ReadonlyMap<string, string>, onClose: () => void) {
    super()
    this.#cards = cards
    this.#onClose = onClose
  }

  add(name: string): void {
    const reader = new FakeReader(name, () => this.#cards.get(name))
    this.readers.set(name, reader)
    this.emit('reader', reader)
    if (this.#cards.has(name)) reader.say(() => reader.emit('card', {}))
  }

  end(name: string, failure?: Error): void {
    const reader = this.readers.get(name)
    this.readers.delete(name)
    reader?.say(() => {
      if (failure !== undefined) reader.emit('error', failure)
      reader.emit('end')
    })
  }

  fail(failure: Error): void {
    for (const name of [...this.readers.keys()]) this.end(name, failure)
    this.emit('error', failure)
  }

  close(): void {
    this.emit('error', new Error('Command cancelled.(0x80100002)'))
    this.#onClose()
  }
}

class FakeReader
  extends EventEmitter<{ card: [object]; 'card.off': [object]; error: [Error]; end: [] }>
  implements NfcReader
{
  readonly reader = Object.assign(new EventEmitter<{ status: [object] }>(), { close: () => this.#close() })
  autoProcessing = true
  readonly name: string
  readonly #reply: () => string | undefined
  #isCallingBack = false
  #hasStarted = false

  constructor(name: string, reply: () => string | undefined) {
    super()
    this.name = name
    this.#reply = reply
    this.once('end', () => {
      this.#hasStarted = true
    })
    setImmediate(() => {
      this.#hasStarted = true
      this.say(() => this.reader.emit('status', {}))
    })
  }

  /** Calls back as the addon does: with its lock held until the event loop goes on. */
  say(emit: () => void): void {
    this.#isCallingBack = true
    setImmediate(() => {
      this.#isCallingBack = false
    })
    emit()
  }

  transmit(): Promise<Buffer> {
    const reply = this.#reply()
    if (reply === undefined) throw new Error('No card or connection available.')
    return Promise.resolve(Buffer.from(reply, 'hex'))
  }

  #close(): void {
    if (!this.#hasStarted) throw new Error('closed before its thread had started: the process would never end')
    if (this.#isCallingBack) throw new Error('closed from its own callback: this would never return')
  }
}
