import { EventEmitter } from 'node:events'
import type { DaemonWatch, PcscDaemon } from '../../rigs/attachments/pcsc-daemon.ts'
import type { Nfc, NfcCard, NfcLibrary, NfcLogger, NfcReader } from '../../rigs/attachments/pcsc-library.ts'
import type { PcscSystem } from '../../rigs/attachments/pcsc-session.ts'

const GET_UID = 'FFCA000000'
const UNKNOWN_COMMAND = '6D00'

/** What a card is beside its UID. */
export interface FakeCardOptions {
  /** In hex; without it the library says none. */
  readonly atr?: string
  /** What it, or its reader, answers to other commands, by the command: all in upper-case hex. Others are unknown to it: 6D00. */
  readonly answers?: Readonly<Record<string, string>>
}

interface FakeCard extends FakeCardOptions {
  readonly reply: string
}

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
  readonly #cards = new Map<string, FakeCard>()
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

  /** What was transmitted, to whichever reader, in upper-case hex. */
  readonly commands: string[] = []
  /** The readers to whose cards somebody connected, in order. */
  readonly connected: string[] = []
  /** Called with each command before it is answered. */
  onTransmit = (_name: string, _command: string): void => {}

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
  lay(name: string, reply: string, options: FakeCardOptions = {}): void {
    this.#cards.set(name, { reply, ...options })
    for (const client of this.#clients) client.readers.get(name)?.lie()
  }

  /** Two cards lie on each other: the reader notices them, and can talk to neither. The library tells its logger only. */
  collide(name: string): void {
    for (const client of this.#clients) client.readers.get(name)?.say(() => client.failToConnect())
  }

  takeOff(name: string): void {
    this.#cards.delete(name)
    for (const client of this.#clients) client.readers.get(name)?.liftOff()
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
    const connected = this.connected
    const transmitted = (name: string, command: string): FakeCard | undefined => {
      this.commands.push(command)
      this.onTransmit(name, command)
      return cards.get(name)
    }
    const made = (): void => {
      this.clientsMade++
    }
    return class extends FakeNfc {
      constructor(logger: NfcLogger) {
        if (!isAlive()) throw new Error('made while the daemon was away: this would never return')
        super({ cards, transmitted, connected, logger }, () => clients.delete(this))
        clients.add(this)
        made()
        process.nextTick(() => {
          for (const name of plugged) this.add(name)
        })
      }
    }
  }
}

/** What the readers of a client have before them. */
interface Desk {
  readonly cards: ReadonlyMap<string, FakeCard>
  /** Takes note of a command; the card that lies there then answers. */
  transmitted(name: string, command: string): FakeCard | undefined
  readonly connected: string[]
  readonly logger: NfcLogger
}

class FakeNfc extends EventEmitter<{ reader: [NfcReader]; error: [Error] }> implements Nfc {
  readonly readers = new Map<string, FakeReader>()
  readonly #desk: Desk
  readonly #onClose: () => void

  constructor(desk: Desk, onClose: () => void) {
    super()
    this.#desk = desk
    this.#onClose = onClose
  }

  add(name: string): void {
    const reader = new FakeReader(name, this.#desk)
    this.readers.set(name, reader)
    this.emit('reader', reader)
    reader.lie()
  }

  failToConnect(): void {
    const error = new Error('An error occurred while connecting.')
    error.name = 'ConnectError'
    this.#desk.logger.error(
      Object.assign(error, { previous: new Error('SCardConnect error: Card is unresponsive.(0x80100066)') }),
    )
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
  extends EventEmitter<{ card: [NfcCard]; 'card.off': [object]; error: [Error]; end: [] }>
  implements NfcReader
{
  readonly reader = Object.assign(new EventEmitter<{ status: [object] }>(), { close: () => this.#close() })
  autoProcessing = true
  readonly name: string
  readonly #desk: Desk
  card: NfcCard | null = null
  #isConnected = false
  #isCallingBack = false
  #hasStarted = false

  constructor(name: string, desk: Desk) {
    super()
    this.name = name
    this.#desk = desk
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

  /** Says that a card is there, where one is, and somebody lets it connect. */
  lie(): void {
    const card = this.#desk.cards.get(this.name)
    if (card === undefined) return
    const seen = card.atr === undefined ? {} : { atr: Buffer.from(card.atr, 'hex') }
    this.card = seen
    this.#isConnected = false
    this.connect().catch(() => {})
    if (this.#isConnected) this.say(() => this.emit('card', seen))
  }

  liftOff(): void {
    this.card = null
    this.say(() => this.emit('card.off', {}))
  }

  /** Replaced by who uses it, as that of the real one. */
  connect = (): Promise<object> => {
    this.#desk.connected.push(this.name)
    this.#isConnected = true
    return Promise.resolve({})
  }

  async transmit(command: Buffer): Promise<Buffer> {
    const asked = command.toString('hex').toUpperCase()
    const card = this.#desk.transmitted(this.name, asked)
    if (card === undefined) throw new Error('No card or connection available.')
    return Buffer.from(asked === GET_UID ? card.reply : (card.answers?.[asked] ?? UNKNOWN_COMMAND), 'hex')
  }

  #close(): void {
    if (!this.#hasStarted) throw new Error('closed before its thread had started: the process would never end')
    if (this.#isCallingBack) throw new Error('closed from its own callback: this would never return')
  }
}
