import type { NamedId } from '../program/program.ts'
import { quoted } from './finding.ts'
import { listEntries } from './list-cell.ts'
import type { CredentialKind } from './preview-options.ts'
import type { RowDraft } from './row-draft.ts'

/** The columns that hold what a user bears, and what each kind is called. */
export const CREDENTIAL_COLUMNS = {
  tags: { kind: 'tag', word: 'tag' },
  ibuttons: { kind: 'ibutton', word: 'iButton' },
  externalIds: { kind: 'externalId', word: 'external ID' },
} as const satisfies Record<string, { kind: CredentialKind; word: string }>

export type CredentialField = keyof typeof CREDENTIAL_COLUMNS

/**
 * What a row bears of one kind, `id=name|…`. One without a name gets a number for it: names are shown in decisions, where no id may
 * be.
 */
export function readCredentials(row: RowDraft, field: CredentialField, cell: string): NamedId[] {
  const { kind, word } = CREDENTIAL_COLUMNS[field]
  const found: NamedId[] = []
  for (const { text, name } of listEntries(cell)) {
    const credential = row.tools.credential(kind, text)
    if (credential === undefined) {
      row.refuse('CREDENTIAL_INVALID', `${quoted(text)} is no ${word}.`, field)
    } else if (found.some(({ id }) => id === credential.id)) {
      row.refuse('CREDENTIAL_INVALID', `${quoted(text)} stands there twice.`, field)
    } else {
      const given = name === undefined || name === '' ? credential.name : name
      found.push({ id: credential.id, name: given ?? freeName(word, found) })
    }
  }
  return found
}

function freeName(word: string, taken: readonly NamedId[]): string {
  let number = 1
  while (taken.some(({ name }) => name === `${word} ${number}`)) number++
  return `${word} ${number}`
}
