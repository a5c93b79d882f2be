import { RigError } from '../../sim/domain/errors.ts'
import type { NamedId } from '../../sim/domain/program/program.ts'
import { parseTagId } from '../../sim/protocol/nfc/tag-id.ts'
import { parseRom, romFault } from '../../sim/protocol/one-wire/rom.ts'
import type { LooseRig, RigCredential } from './shape.ts'
import { entryNamed } from './site-names.ts'

export type CredentialKey = Exclude<keyof RigCredential, 'encryptable'>

/** What is held to readers, as rig files call its kind. */
export const KEY_OF_HELD = { tag: 'tag', ibutton: 'ibutton', external: 'externalId' } as const

/** Which list of a user holds which kind. */
export const CREDENTIAL_LISTS = { tags: 'tag', ibuttons: 'ibutton', externalIds: 'externalId' } as const

/** Canonical ids (sim/domain/access/credential.ts); why a text is none, as the end of a sentence that does not repeat it. */
export const CREDENTIALS: {
  readonly [Key in CredentialKey]: { id(text: string): string | undefined; fault(text: string): string }
} = {
  tag: {
    id: tagId,
    fault: () => 'is no tag id; write its bytes in hex, such as 04 A1 B2 C3 (4, 7, 8 or 10 of them, or 8 and EC)',
  },
  ibutton: { id: parseRom, fault: (text) => romFault(text) ?? 'is no iButton id' },
  externalId: {
    id: (text) => (/^\S(?:.*\S)?$/u.test(text) ? text : undefined),
    fault: () => 'is on one line and has no blanks around it: no reader tells any',
  },
}

/** What a user bears: a named credential of that kind, or an id itself, which is then its own name. */
export function credentialOf(rig: LooseRig, key: CredentialKey, text: string): NamedId | undefined {
  const spelled = entryNamed(rig.credentials, text)?.[key]
  const id = CREDENTIALS[key].id(spelled ?? text)
  return id === undefined ? undefined : { id, name: spelled === undefined ? id : text.trim() }
}

/** What people call a kind of credential. */
export const CREDENTIAL_WORDS: Readonly<Record<CredentialKey, string>> = {
  tag: 'tag',
  ibutton: 'ibutton',
  externalId: 'external ID',
}

/** What a user's next credential is called that was given by its id; names are shown in decisions, where no id may be. */
export function numberedName(kind: CredentialKey, taken: readonly NamedId[]): string {
  let number = 1
  while (taken.some(({ name }) => name === `${CREDENTIAL_WORDS[kind]} ${number}`)) number++
  return `${CREDENTIAL_WORDS[kind]} ${number}`
}

function tagId(text: string): string | undefined {
  try {
    return parseTagId(text).id
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return undefined
  }
}
