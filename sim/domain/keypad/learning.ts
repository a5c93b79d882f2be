import { list, needed, oneOf, optional, type Read, shape, text } from '../program/reading.ts'
import { type Card, cardOf, cardText } from './card.ts'

/** What a keypad in learn mode does to the next card: gives it a new id, or takes its id and keys away (§3.6.5). */
export interface Arming {
  readonly task: 'learn' | 'format'
  /** Applications whose keys are known: cards of others cannot be written. */
  readonly apps: readonly string[]
  /** To be written, and under which application; with `learn`. */
  readonly id?: string
  readonly app?: string
}

/** From the last arming on, if no card comes (§3.6.5). */
export const LEARN_MS = 10_000

/** When somebody takes a card away too soon: before it was read, or while it is written. */
export const TOO_SOON = ['reading', 'writing'] as const
export type TooSoon = (typeof TOO_SOON)[number]

/** Why nothing came of it: it was not read, its keys are not known, or it could not be given new ones. */
export const LEARN_FAULTS = ['read', 'authentication', 'init'] as const
export type LearnFault = (typeof LEARN_FAULTS)[number]

interface Learnt {
  readonly event: LearnEvent
  readonly text: string
  readonly fault?: LearnFault
}

export type LearnEvent = 'tag-learned' | 'tag-formatted' | 'learn-failed'

/**
 * What becomes of the first tag that is held to a keypad in learn mode. `text` is what is on it afterwards (card.ts): a card that
 * is taken away too soon is as it was.
 */
export function learn({ task, apps, id, app }: Arming, text: string, tooSoon?: TooSoon): Learnt {
  const card = cardOf(text)
  if (tooSoon === 'reading') return failed(text, 'read')
  if (card?.app !== undefined && !apps.includes(card.app)) return failed(text, 'authentication')
  if (tooSoon === 'writing' && card !== undefined) return failed(text, 'init')
  if (task === 'format') return formatted(card, text)
  const written = card !== undefined && id !== undefined && app !== undefined ? { uid: card.uid, id, app } : undefined
  return { event: 'tag-learned', text: written === undefined ? text : cardText(written) }
}

function failed(text: string, fault: LearnFault): Learnt {
  return { event: 'learn-failed', text, fault }
}

function formatted(card: Card | undefined, text: string): Learnt {
  if (card?.id === undefined) return failed(text, 'authentication')
  return { event: 'tag-formatted', text: cardText({ uid: card.uid }) }
}

/** As the Miniserver seals it for its keypad. */
export function armingText(arming: Arming): string {
  return JSON.stringify(arming)
}

/** The reverse; of a text of its Miniserver, which nobody else could seal. */
export function armingOf(text: string): Arming {
  return arming(JSON.parse(text), 'arming')
}

const arming: Read<Arming> = shape<Arming>({
  task: needed(oneOf('learn', 'format')),
  apps: needed(list(text)),
  id: optional(text),
  app: optional(text),
})
