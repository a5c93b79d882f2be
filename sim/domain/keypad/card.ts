/**
 * A card that can hold an encrypted id (§3.6.5), with all that is on it. `id` ends in ` EC` and is there once it was learned, under
 * the key whose application `app` names. What has no such memory is known by its UID for ever.
 */
export interface Card {
  readonly uid: string
  readonly id?: string
  readonly app?: string
}

/** How what is on a card travels from the hand to the reader: in the place of a tag's id. */
export function cardText({ uid, id = '', app = '' }: Card): string {
  return [uid, id, app].join(SEPARATOR)
}

/** The reverse; `undefined` for a tag that is its id and nothing else. */
export function cardOf(text: string): Card | undefined {
  const [uid = '', id = '', app = '', ...more] = text.split(SEPARATOR)
  if (uid === text || more.length > 0) return undefined
  return id === '' || app === '' ? { uid } : { uid, id, app }
}

/** The id that a reader with the keys of these applications reads: of a card that was not learned its UID. `undefined`: it cannot. */
export function readTag(text: string, apps: readonly string[]): string | undefined {
  const card = cardOf(text)
  if (card?.id === undefined) return card?.uid ?? text
  return apps.includes(card.app ?? '') ? card.id : undefined
}

const SEPARATOR = '/'
