import { RigError } from '../../sim/domain/errors.ts'
import type { Notice } from '../../sim/io/notice.ts'
import { ds2480bAnswer, newDs2480b } from '../../sim/protocol/one-wire/ds2480b.ts'
import type { Reading } from '../attachments/reading.ts'
import { type ReaderAddress, readersOf } from '../control/addresses.ts'
import type { Estate } from '../estate.ts'
import { LyingOn } from './lying-on.ts'
import { openPseudoTerminal, type PseudoTerminal } from './pseudo-terminal.ts'

/** A 1-Wire Extension on the bus. */
export type Extension = Pick<ReaderAddress, 'site' | 'device'>

/** A simulated DS9097U through which other people's programs read the iButtons of an extension. */
export interface Adapter {
  readonly extension: Extension
  readonly link: string
}

/** What the readings of a rig are heard from. */
interface Readings {
  listen(hear: (reading: Reading) => void): () => void
}

/**
 * The simulated 1-Wire adapters of a running rig, and what lies on the buses behind them. The rig's process holds them. An iButton
 * that touches a reader, simulated or real, lies on its extension's bus for a second, or as long as it is held there. In virtual time
 * nobody reads them, and nothing lies anywhere.
 */
export class Adapters implements AsyncDisposable {
  readonly #estate: Pick<Estate, 'file' | 'lane'>
  readonly #tell: (notice: Notice) => void
  readonly #buses = new Map<string, LyingOn>()
  readonly #adapters = new Map<string, Adapter & { readonly terminal: PseudoTerminal }>()
  readonly #unlisten: () => void

  /** `tell` hears of adapters that ended by themselves. */
  constructor(estate: Pick<Estate, 'file' | 'lane'>, readings: Readings, tell: (notice: Notice) => void) {
    this.#estate = estate
    this.#tell = tell
    this.#unlisten = readings.listen((reading) => this.#touched(reading))
  }

  /**
   * Opens an adapter at an absolute path. Throws NAME_TAKEN where the extension has one already or something is at that path,
   * READER_ABSENT where there is no socat, and what else `openPseudoTerminal` throws.
   */
  async open(extension: Extension, link: string): Promise<Adapter> {
    const name = key(extension)
    this.#requireNone(name)
    const [chip, { bus }] = [newDs2480b(), this.lyingOn(extension)]
    const terminal = await openPseudoTerminal(link, (bytes) =>
      [...bytes].flatMap((byte) => ds2480bAnswer(chip, bus, byte)),
    )
    try {
      this.#requireNone(name)
    } catch (error) {
      await terminal[Symbol.asyncDispose]()
      throw error
    }
    const adapter = { extension, link, terminal }
    this.#adapters.set(name, adapter)
    void terminal.ended.then((why) => this.#ended(name, link, why))
    return adapter
  }

  /** Throws NOT_FOUND where there is none. */
  async close(extension: Extension): Promise<Adapter> {
    const adapter = this.#adapters.get(key(extension))
    if (adapter === undefined) throw new RigError('NOT_FOUND', `${key(extension)} has no adapter open`)
    await adapter.terminal[Symbol.asyncDispose]()
    this.#adapters.delete(key(extension))
    return adapter
  }

  list(): readonly Adapter[] {
    return [...this.#adapters.values()]
  }

  /** What lies on an extension's readers, which the extension cannot tell apart. */
  lyingOn(extension: Extension): LyingOn {
    const lying = this.#buses.get(key(extension)) ?? new LyingOn()
    this.#buses.set(key(extension), lying)
    return lying
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unlisten()
    for (const { extension } of this.list()) await this.close(extension)
    for (const lying of this.#buses.values()) lying[Symbol.dispose]()
  }

  #touched({ site, reader, credential }: Reading): void {
    if (this.#estate.lane === 'virtual' || credential.kind !== 'ibutton') return
    const address = readersOf(this.#estate.file).find((each) => each.site === site && each.reader === reader)
    if (address !== undefined) this.lyingOn(address).touch(credential.id)
  }

  #requireNone(name: string): void {
    const open = this.#adapters.get(name)
    if (open === undefined) return
    throw new RigError('NAME_TAKEN', `${name} has an adapter at ${open.link}; loxrig adapter ${name} --close first`)
  }

  #ended(name: string, link: string, why: string | undefined): void {
    if (why === undefined) return
    this.#adapters.delete(name)
    this.#tell({ code: 'ADAPTER_LOST', message: `${name}: the adapter at ${link} is gone: ${why}` })
  }
}

function key({ site, device }: Extension): string {
  return `${site}/${device}`
}
