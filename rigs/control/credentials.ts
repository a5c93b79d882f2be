import type { Credential } from '../../sim/domain/access/credential.ts'
import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import type { NamedId } from '../../sim/domain/program/program.ts'
import {
  CREDENTIAL_WORDS,
  CREDENTIALS,
  type CredentialKey,
  credentialOf,
  KEY_OF_HELD,
  numberedName,
} from '../rig-file/credential.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { entryNamed } from '../rig-file/site-names.ts'
import { namesText } from './names-there.ts'

export type HeldKind = keyof typeof KEY_OF_HELD

/**
 * What a person holds to a reader: by its name in the rig file, or by its id in any usual spelling; an external ID, which may be
 * any text, as it is. Throws NOT_FOUND with the nearest names.
 */
export function credentialNamed(file: RigFile, kind: HeldKind, word: string): Credential {
  return { kind, id: found(file, KEY_OF_HELD[kind], word).id }
}

/** How the credentials of one kind of a user change. `set` replaces all there are. */
export interface CredentialChange {
  readonly set?: readonly string[] | undefined
  readonly add?: readonly string[] | undefined
  readonly remove?: readonly string[] | undefined
}

/**
 * What a user bears after a change, as the program keeps it. One given by its id bears a number as its name: names are shown
 * in decisions, where no id may be.
 *
 * Throws NOT_FOUND for what is neither a credential of the rig nor an id, and for what is to be removed and not there.
 */
export function changedCredentials(
  file: RigFile,
  kind: CredentialKey,
  before: readonly NamedId[],
  { set, add = [], remove = [] }: CredentialChange,
): NamedId[] {
  const kept = set === undefined ? [...before] : []
  for (const word of remove) {
    const at = kept.findIndex(({ id, name }) => isSame(name, word) || credentialOf(file, kind, word)?.id === id)
    if (at < 0) throw notBorne(kind, word, kept)
    kept.splice(at, 1)
  }
  for (const word of [...(set ?? []), ...add]) {
    const { id, name } = found(file, kind, word)
    if (!kept.some((each) => each.id === id)) kept.push({ id, name: name === id ? numberedName(kind, kept) : name })
  }
  return kept
}

function notBorne(kind: CredentialKey, word: string, borne: readonly NamedId[]): RigError {
  const names = borne.map(({ name }) => name)
  return new RigError(
    'NOT_FOUND',
    `the user has no ${CREDENTIAL_WORDS[kind]} ${word.slice(0, 64)}.${didYouMean(word, names)}`,
  )
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}

function found(file: RigFile, kind: CredentialKey, word: string): NamedId {
  const entry = entryNamed(file.credentials, word)
  // Any text may be an external ID, but not the name of a tag.
  const isOther = entry !== undefined && !(kind in entry)
  const named = isOther ? undefined : credentialOf(file, kind, word)
  if (named !== undefined) return named
  const names = Object.entries(file.credentials ?? {})
    .filter(([, credential]) => kind in credential)
    .map(([name]) => name)
  const shown = word.slice(0, 64)
  throw new RigError(
    'NOT_FOUND',
    `no ${CREDENTIAL_WORDS[kind]} ${shown}: neither a credential of rig ${file.rig} nor an id.${instead(kind, shown, names)}`,
  )
}

/** Where nothing is near: what there is, and why it is no id. */
function instead(kind: CredentialKey, word: string, names: readonly string[]): string {
  const meant = didYouMean(word, names)
  if (meant !== '') return meant
  const there = names.length === 0 ? '' : ` Of the rig: ${namesText(names)}.`
  return `${there} It ${CREDENTIALS[kind].fault(word)}.`
}
