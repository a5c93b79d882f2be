import type { Credential, CredentialKind } from './access/credential.ts'
import { RigError } from './errors.ts'

/**
 * The text that is sealed when a credential travels: bound to the message it belongs to, so that it fits no other.
 */
export function credentialText(messageId: string, credential: Credential): string {
  return `${messageId} ${credential.kind} ${credential.id}`
}

/** The reverse. A text of another message, or none at all, throws FRAME_MALFORMED. */
export function credentialOf(messageId: string, text: string | undefined): Credential {
  const [id, kind, ...rest] = text?.split(' ') ?? []
  if (id !== messageId || !isKind(kind) || rest.length === 0) {
    throw new RigError(
      'FRAME_MALFORMED',
      `message ${messageId} carries no credential that was sealed for it by its device`,
    )
  }
  return { kind, id: rest.join(' ') }
}

const KINDS: readonly string[] = ['tag', 'ibutton', 'code', 'external'] satisfies CredentialKind[]

function isKind(word: string | undefined): word is CredentialKind {
  return word !== undefined && KINDS.includes(word)
}
