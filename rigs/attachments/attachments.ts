import type { Credential } from '../../sim/domain/access/credential.ts'
import { RigError } from '../../sim/domain/errors.ts'
import { credentialText } from '../../sim/domain/sealed-credential.ts'
import type { Reader } from '../../sim/ports/reader.ts'
import type { Estate } from '../estate.ts'
import type { AttachedSource } from './open-reader.ts'

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
  /** As the reader names itself in its notices. */
  readonly name: string
  state: 'open' | 'lost'
}

/**
 * The real readers of a running rig. The rig's process holds them; what they read reaches the keypad over the bus, sealed, as
 * `command/present` (docs/interface.md, "The bus"), so that the keypad may run anywhere. Unplug and replug are survived.
 */
export class Attachments implements AsyncDisposable {
  readonly #estate: Estate
  readonly #attached = new Map<string, { attachment: Attachment; reader: Reader; pumping: Promise<void> }>()
  /** Hears what people should know of the readers. */
  readonly notice: (sentence: string) => void

  constructor(estate: Estate, notice: (sentence: string) => void) {
    this.#estate = estate
    this.notice = notice
  }

  /** Puts an open reader in a slot. Throws NAME_TAKEN where one is attached already; the reader is then closed. */
  async attach(slot: Slot, source: AttachedSource, reader: Reader): Promise<Attachment> {
    const taken = this.at(slot)
    if (taken !== undefined) {
      await reader[Symbol.asyncDispose]()
      throw new RigError('NAME_TAKEN', `${key(slot)} has ${taken.name} attached; loxrig detach ${key(slot)} first`)
    }
    const attachment: Attachment = { slot, source, name: reader.name, state: 'open' }
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

  at(slot: Slot): Attachment | undefined {
    return this.#attached.get(key(slot))?.attachment
  }

  list(): Attachment[] {
    return [...this.#attached.values()].map(({ attachment }) => attachment)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { slot } of this.list()) await this.detach(slot)
  }

  async #pump(attachment: Attachment, reader: Reader): Promise<void> {
    const place = key(attachment.slot)
    for await (const event of reader.events()) {
      switch (event.type) {
        case 'presented':
          this.#present(attachment, event.credential)
          break
        case 'lost':
          attachment.state = 'lost'
          this.notice(event.message)
          break
        case 'found':
          attachment.state = 'open'
          this.notice(`${place}: ${attachment.name} is back`)
      }
    }
  }

  #present({ slot, source }: Attachment, credential: Credential): void {
    const { site, device } = slot
    this.#estate.command(site, device, (messageId) => ({
      name: 'present',
      data: { sealed: this.#estate.seal(site, device, credentialText(messageId, credential)), source },
    }))
  }
}

function key({ site, reader }: Slot): string {
  return `${site}/${reader}`
}
