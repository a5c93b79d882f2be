import type { Credential } from '../../sim/domain/access/credential.ts'
import { RigError } from '../../sim/domain/errors.ts'
import { credentialText } from '../../sim/domain/sealed-credential.ts'
import type { Notice } from '../../sim/io/notice.ts'
import type { Estate } from '../estate.ts'
import type { AttachedSource, RealReader } from './open-reader.ts'

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
  /** For what readers say beside their events. */
  readonly notice = (message: string): void => this.#tell({ code: 'READER_NOTICE', message })

  /** `tell` hears what people should know of the readers. */
  constructor(estate: Pick<Estate, 'command' | 'seal'>, tell: (notice: Notice) => void) {
    this.#estate = estate
    this.#tell = tell
  }

  /** Puts an open reader in a slot. Throws NAME_TAKEN where one is attached already; the reader is then closed. */
  async attach(slot: Slot, source: AttachedSource, reader: RealReader): Promise<Attachment> {
    try {
      this.requireFree(slot)
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

  at(slot: Slot): Attachment | undefined {
    return this.#attached.get(key(slot))?.attachment
  }

  list(): Attachment[] {
    return [...this.#attached.values()].map(({ attachment }) => attachment)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { slot } of this.list()) await this.detach(slot)
  }

  async #pump(attachment: Attachment, reader: RealReader): Promise<void> {
    const place = key(attachment.slot)
    for await (const event of reader.events()) {
      switch (event.type) {
        case 'presented':
          this.#present(attachment, event.credential)
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
    }
  }

  #present({ slot, source }: Attachment, credential: Credential): void {
    const { site, device } = slot
    try {
      this.#estate.command(site, device, (messageId) => ({
        name: 'present',
        data: { sealed: this.#estate.seal(site, device, credentialText(messageId, credential)), source },
      }))
    } catch (error) {
      // The rig goes on, and whoever stands there lays the card on again.
      if (!(error instanceof RigError)) throw error
      this.#tell({ code: error.code, message: `${key(slot)}: a card was read in vain: ${error.message}` })
    }
  }
}

function key({ site, reader }: Slot): string {
  return `${site}/${reader}`
}
