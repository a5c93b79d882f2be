import { RigError } from '../../sim/domain/errors.ts'
import { credentialText } from '../../sim/domain/sealed-credential.ts'
import type { Notice } from '../../sim/io/notice.ts'
import type { ReaderEvent } from '../../sim/ports/reader.ts'
import type { Estate } from '../estate.ts'
import { Hearing } from './hearing.ts'
import type { AttachedSource, RealReader, SayNotice } from './open-reader.ts'
import type { Reading } from './reading.ts'

/** Where an attached reader stands in: a keypad or an iButton reader, and the device on the bus it belongs to. */
export interface Slot {
  readonly site: string
  readonly reader: string
  readonly device: string
}

/** A real reader in the place of a simulated source. */
export interface Attachment {
  readonly slot: Slot
  readonly source: AttachedSource
  /** As its driver calls it; another one, perhaps, since it was found again. */
  name: string
  state: 'open' | 'lost'
}

/**
 * The real readers of a running rig. The rig's process holds them; what they read reaches the keypad over the bus, sealed, as
 * `command/present` (docs/interface.md, "The bus"), so that the keypad may run anywhere. Unplug and replug are survived.
 */
export class Attachments implements AsyncDisposable {
  readonly #estate: Pick<Estate, 'command' | 'seal'>
  readonly #attached = new Map<string, { attachment: Attachment; reader: RealReader; pumping: Promise<void> }>()
  readonly #tell: (notice: Notice) => void
  /** What was held to any reader of the rig, real or simulated. */
  readonly readings = new Hearing<Reading>()
  /** All that happens at real readers, when it has been dealt with. */
  readonly happenings = new Hearing<{ readonly slot: Slot; readonly type: ReaderEvent['type'] }>()
  /** Told when readers are listened to, to find out which is meant at a place. */
  readonly listening = new Hearing<{ readonly reader: string; readonly readers: readonly string[] }>()
  /** Whether nobody is hurried when time is moved: what is held to the readers is held there by the steps of a scenario. */
  isStaged = false
  /** For what readers say beside their events. */
  readonly notice: SayNotice = (message, code = 'READER_NOTICE') => this.#tell({ code, message })
  #learning: string | undefined

  /** `tell` hears what people should know of the readers. */
  constructor(estate: Pick<Estate, 'command' | 'seal'>, tell: (notice: Notice) => void) {
    this.#estate = estate
    this.#tell = tell
  }

  /**
   * Puts an open reader in a slot. Throws NAME_TAKEN where one is attached already, or this reader elsewhere: what is presented to
   * it would open both doors. The reader is then closed.
   */
  async attach(slot: Slot, source: AttachedSource, reader: RealReader): Promise<Attachment> {
    try {
      this.requireFree(slot)
      this.#requireUnused(source, reader.device)
    } catch (error) {
      await reader[Symbol.asyncDispose]()
      throw error
    }
    const attachment: Attachment = { slot, source, name: reader.device, state: 'open' }
    this.#attached.set(key(slot), { attachment, reader, pumping: this.#pump(attachment, reader) })
    return attachment
  }

  /** Gives the slot back to its simulated source. Throws NOT_FOUND where nothing is attached. */
  async detach(slot: Slot): Promise<Attachment> {
    const attached = this.#attached.get(key(slot))
    if (attached === undefined) throw new RigError('NOT_FOUND', `${key(slot)} has no reader attached`)
    this.#attached.delete(key(slot))
    await attached.reader[Symbol.asyncDispose]()
    await attached.pumping
    return attached.attachment
  }

  /** Throws NAME_TAKEN where a reader is attached already. */
  requireFree(slot: Slot): void {
    const taken = this.at(slot)
    if (taken === undefined) return
    throw new RigError('NAME_TAKEN', `${key(slot)} has ${taken.name} attached; loxrig detach ${key(slot)} first`)
  }

  /**
   * Takes note that somebody finds out which reader is meant at a slot, until that is disposed. Throws NAME_TAKEN while another one
   * does: they open the same readers, and a card for the one would attach its reader to both.
   */
  learning(slot: Slot): Disposable {
    if (this.#learning !== undefined) {
      const sentence = `the reader of ${this.#learning} is being learnt; wait for that, or end it with Ctrl-C`
      throw new RigError('NAME_TAKEN', `${key(slot)}: ${sentence}`)
    }
    this.#learning = key(slot)
    return {
      [Symbol.dispose]: () => {
        this.#learning = undefined
      },
    }
  }

  /** The reader in the place of a device's, where that has one reader; of an extension's several, the first. */
  readerOf({ site, device }: Pick<Slot, 'site' | 'device'>): RealReader | undefined {
    const attached = [...this.#attached.values()]
    return attached.find(({ attachment: { slot } }) => slot.site === site && slot.device === device)?.reader
  }

  at(slot: Slot): Attachment | undefined {
    return this.#attached.get(key(slot))?.attachment
  }

  list(): Attachment[] {
    return [...this.#attached.values()].map(({ attachment }) => attachment)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { slot } of this.list()) await this.detach(slot)
  }

  #requireUnused(source: AttachedSource, name: string): void {
    const used = this.list().find((each) => each.source === source && each.name === name)
    if (used === undefined) return
    const place = key(used.slot)
    throw new RigError('NAME_TAKEN', `${name} is attached at ${place}; name another reader, or loxrig detach ${place}`)
  }

  async #pump(attachment: Attachment, reader: RealReader): Promise<void> {
    const place = key(attachment.slot)
    for await (const event of reader.events()) {
      switch (event.type) {
        case 'presented':
          this.#present(attachment, event)
          break
        case 'lost':
          attachment.state = 'lost'
          this.#tell({ code: event.code, message: event.message })
          break
        case 'found':
          attachment.state = 'open'
          attachment.name = reader.device
          this.#tell({ code: 'READER_BACK', message: `${place}: the reader "${attachment.name}" is back` })
      }
      this.happenings.tell({ slot: attachment.slot, type: event.type })
    }
  }

  #present({ slot, source }: Attachment, { credential, seenMs }: Presented): void {
    const { site, device, reader } = slot
    try {
      const command = this.#estate.command(site, device, (messageId) => ({
        name: 'present',
        data: { sealed: this.#estate.seal(site, device, credentialText(messageId, credential)), source },
      }))
      this.readings.tell({ command, site, reader, source, credential, ...(seenMs !== undefined && { seenMs }) })
    } catch (error) {
      // The rig goes on, and whoever stands there lays the card on again.
      if (!(error instanceof RigError)) throw error
      this.#tell({ code: error.code, message: `${key(slot)}: a card was read in vain: ${error.message}` })
    }
  }
}

type Presented = Extract<ReaderEvent, { readonly type: 'presented' }>

function key({ site, reader }: Slot): string {
  return `${site}/${reader}`
}
