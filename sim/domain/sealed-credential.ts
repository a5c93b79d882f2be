import type { Credential, CredentialKind } from './access/credential.ts'
import { RigError } from './errors.ts'

/**
 * The text that is sealed when a credential travels: bound to the message it belongs to, so that it fits no other.
 */
export function credentialText(messageId: string, credential: Credential): string {
  return `${messageId} ${credential.kind} ${credential.id}`
}

/** A tag with the digits that were typed before it; none: the tag alone. */
export function tagText(messageId: string, tag: Credential, typed: string): string {
  return typed === '' ? credentialText(messageId, tag) : `${messageId} ${tag.kind}+${typed} ${tag.id}`
}

/** Digits before a bell: not yet known whether they were meant for it. */
export function bellText(messageId: string, digits: string): string {
  return `${messageId} ${BELL} ${digits}`
}

/** What somebody pressed, as a command to a keypad carries it: `1 2 tick`. */
export function keysText(messageId: string, keys: readonly string[]): string {
  return [messageId, KEYS, ...keys].join(' ')
}

/** The reverse of `tagText`, and of any credential's text. Throws FRAME_MALFORMED. */
export function presentedOf(messageId: string, text: string | undefined): { credential: Credential; typed: string } {
  const [id, head = '', ...rest] = text?.split(' ') ?? []
  const [kind = '', typed = ''] = head.split('+')
  const credential = credentialOf(messageId, [id, kind, ...rest].join(' '))
  if (typed !== '' && (kind !== 'tag' || !DIGITS.test(typed))) throw malformed(messageId)
  return { credential, typed }
}

/** The reverse of `bellText`. Throws FRAME_MALFORMED. */
export function bellDigitsOf(messageId: string, text: string | undefined): string {
  const [id, kind, digits = '', ...rest] = text?.split(' ') ?? []
  if (id !== messageId || kind !== BELL || rest.length > 0 || !DIGITS.test(digits)) throw malformed(messageId)
  return digits
}

/** The reverse of `keysText`. Throws FRAME_MALFORMED. */
export function keysOf(messageId: string, text: string | undefined): readonly string[] {
  const [id, kind, ...keys] = text?.split(' ') ?? []
  if (id !== messageId || kind !== KEYS) throw malformed(messageId)
  return keys
}

/** The reverse. A text of another message, or none at all, throws FRAME_MALFORMED. */
export function credentialOf(messageId: string, text: string | undefined): Credential {
  const [id, kind, ...rest] = text?.split(' ') ?? []
  if (id !== messageId || !isKind(kind) || rest.length === 0) {
    throw malformed(messageId)
  }
  return { kind, id: rest.join(' ') }
}

const BELL = 'bell'
const KEYS = 'keys'
/** No keypad remembers more of them. */
const DIGITS = /^\d{0,9}$/

function malformed(messageId: string): RigError {
  return new RigError('FRAME_MALFORMED', `message ${messageId} carries nothing that was sealed for it by its device`)
}

const KINDS: readonly string[] = ['tag', 'ibutton', 'code', 'external'] satisfies CredentialKind[]

function isKind(word: string | undefined): word is CredentialKind {
  return word !== undefined && KINDS.includes(word)
}
