import type { Credential } from '../../access/credential.ts'
import { readTag } from '../../keypad/card.ts'
import type { Env } from '../env.ts'
import type { MiniserverState } from '../state.ts'
import { knownApps } from './tag-keys.ts'

/** In the place of its id: a card is there, and this site has no key to read it with (§3.3.7). */
export const UNREADABLE_TAG = ''

/** What the keys of this site make of what was presented: of an encrypted card the id on it. */
export function readPresented(state: MiniserverState, credential: Credential, env: Env): Credential {
  if (credential.kind !== 'tag') return credential
  return { kind: 'tag', id: readTag(credential.id, knownApps(state, env)) ?? UNREADABLE_TAG }
}
