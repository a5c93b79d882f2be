import type { Credential } from '../sim/domain/access/credential.ts'
import { RigError } from '../sim/domain/errors.ts'
import { type Card, cardOf, cardText } from '../sim/domain/keypad/card.ts'
import { credentialOf } from '../sim/domain/sealed-credential.ts'
import { deviceEnv } from '../sim/io/env.ts'
import type { BusMessage } from '../sim/protocol/bus/message.ts'
import type { Estate } from './estate.ts'
import { credentialOf as credentialInFile } from './rig-file/credential.ts'
import type { RigFile } from './rig-file/shape.ts'

/**
 * What is on the cards of a rig that can hold an encrypted id (`encryptable` in the rig file), as keypads in learn mode write it. The
 * rig holds the cards, and as the factory it has the keys to hear what was written.
 */
export class Cards {
  readonly #estate: Pick<Estate, 'file' | 'plans'>
  /** By UID. */
  readonly #cards: Map<string, Card>
  readonly #unobserve: () => void

  constructor(estate: Pick<Estate, 'file' | 'plans' | 'observe'>) {
    this.#estate = estate
    this.#cards = new Map(encryptable(estate.file).map(([, uid]) => [uid, { uid }]))
    this.#unobserve = this.#cards.size === 0 ? () => {} : estate.observe((message) => this.#see(message))
  }

  /** What a reader meets when this is held to it: of a card all that is on it (sim/domain/keypad/card.ts). */
  held(credential: Credential): Credential {
    const card = credential.kind === 'tag' ? this.#cards.get(credential.id) : undefined
    return card === undefined ? credential : { kind: 'tag', id: cardText(card) }
  }

  /** The rig file with the ids that its cards have by now. */
  asLearned(): RigFile {
    const { file } = this.#estate
    const learned = encryptable(file).flatMap(([name, uid]) => {
      const id = this.#cards.get(uid)?.id
      return id === undefined ? [] : [[name, { ...file.credentials?.[name], tag: id }] as const]
    })
    return { ...file, credentials: { ...file.credentials, ...Object.fromEntries(learned) } }
  }

  [Symbol.dispose](): void {
    this.#unobserve()
  }

  #see(message: BusMessage): void {
    if (message.channel !== 'event' || !WRITTEN.has(message.name)) return
    const card = cardOf(this.#textIn(message) ?? '')
    if (card !== undefined) this.#cards.set(card.uid, card)
  }

  #textIn({ id, site, device, data }: BusMessage & { channel: 'event' }): string | undefined {
    const key = this.#estate.plans.find((plan) => plan.site === site)?.deviceKeys.get(device)
    if (key === undefined) return undefined
    try {
      return credentialOf(id, deviceEnv(key, () => '').open(data.sealed ?? '')).id
    } catch (error) {
      if (error instanceof RigError) return undefined
      throw error
    }
  }
}

const WRITTEN: ReadonlySet<string> = new Set(['tag-learned', 'tag-formatted'])

/** Names and UIDs. */
function encryptable(file: RigFile): [name: string, uid: string][] {
  return Object.entries(file.credentials ?? {}).flatMap(([name, { encryptable = false }]): [string, string][] => {
    const uid = encryptable ? credentialInFile(file, 'tag', name)?.id : undefined
    return uid === undefined ? [] : [[name, uid]]
  })
}
