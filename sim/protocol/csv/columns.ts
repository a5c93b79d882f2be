import type { ProfileField } from '../../domain/program/profile.ts'
import { onceEach } from '../../domain/user-table/once-each.ts'
import type { UserField } from '../../domain/user-table/table.ts'

/**
 * The one mapping table of the users' CSV (docs/csv.md, P-76): what the columns and the words in them are called. When the vendor's
 * template becomes known, this file is replaced and nothing else.
 */

export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** How a thing is spelled when it is written in a language; read are both and `also`, without case. */
interface Spelling {
  readonly en: string
  readonly de: string
  readonly also?: readonly string[]
}

export interface Column extends Spelling {
  readonly field: UserField
  /** Secrets are only read, and where a user comes from only written. */
  readonly only?: 'import' | 'export'
  /** What may stand in it, by what it means. Anything where it is absent. */
  readonly words?: Readonly<Record<string, Spelling>>
}

/** In the order in which they are written. */
export const COLUMNS: readonly Column[] = [
  { field: 'name', en: 'Username', de: 'Benutzername' },
  { field: 'desc', en: 'Description', de: 'Beschreibung' },
  { field: 'firstname', en: 'First name', de: 'Vorname' },
  { field: 'lastname', en: 'Last name', de: 'Nachname' },
  { field: 'email', en: 'E-mail', de: 'E-Mail', also: ['Email'] },
  { field: 'phone', en: 'Phone', de: 'Telefon' },
  { field: 'company', en: 'Company', de: 'Firma' },
  { field: 'department', en: 'Department', de: 'Abteilung' },
  { field: 'personalno', en: 'Personnel no.', de: 'Personalnummer', also: ['Personnel number', 'Personnel no'] },
  { field: 'title', en: 'Title', de: 'Titel' },
  { field: 'debitor', en: 'Debtor', de: 'Debitor' },
  { field: 'uniqueUserId', en: 'User ID', de: 'Benutzer-ID' },
  { field: 'nfcCodeTouchId', en: 'NFC Code Touch ID', de: 'NFC Code Touch ID' },
  ...customFields(),
  { field: 'groups', en: 'User groups', de: 'Benutzergruppen' },
  {
    field: 'state',
    en: 'Status',
    de: 'Status',
    words: {
      enabled: { en: 'enabled', de: 'aktiviert', also: ['0'] },
      disabled: { en: 'disabled', de: 'deaktiviert', also: ['1'] },
      'enabled-until': { en: 'enabled until', de: 'aktiviert bis', also: ['2', 'enabled-until'] },
      'enabled-from': { en: 'enabled from', de: 'aktiviert ab', also: ['3', 'enabled-from'] },
      timespan: { en: 'timespan', de: 'Zeitspanne', also: ['4'] },
    },
  },
  { field: 'validFrom', en: 'Valid from', de: 'Gültig ab' },
  { field: 'validUntil', en: 'Valid until', de: 'Gültig bis' },
  {
    field: 'onExpiry',
    en: 'Expiration action',
    de: 'Aktion bei Ablauf',
    words: {
      deactivate: { en: 'deactivate', de: 'deaktivieren', also: ['0'] },
      delete: { en: 'delete', de: 'löschen', also: ['1'] },
    },
  },
  { field: 'password', en: 'Password', de: 'Kennwort', also: ['Passwort'], only: 'import' },
  {
    field: 'visuPassword',
    en: 'Visu password',
    de: 'Visu-Kennwort',
    also: ['Visu-Passwort', 'User Interface Password', 'Visualisierungskennwort', 'Visualisierungspasswort'],
    only: 'import',
  },
  { field: 'code', en: 'Access code', de: 'Zutrittscode', only: 'import' },
  { field: 'tags', en: 'NFC tags', de: 'NFC-Tags' },
  { field: 'ibuttons', en: 'iButtons', de: 'iButtons' },
  { field: 'externalIds', en: 'External IDs', de: 'Externe IDs' },
  { field: 'origin', en: 'Origin', de: 'Ursprung', only: 'export' },
]

function customFields(): Column[] {
  return [1, 2, 3, 4, 5].map((number) => ({
    field: `customField${number}` as ProfileField,
    en: `Custom field ${number}`,
    de: `Benutzerdefiniertes Feld ${number}`,
  }))
}

/** Which field a header is of; a `*` after it marks what must be there. */
export function fieldOfHeader(header: string): UserField | undefined {
  const name = header.trim()
  return FIELDS.get(key(name.endsWith('*') ? name.slice(0, -1) : name))
}

/** Of a column in which only some words may stand: what a cell means, or the cell as it is where it is none of them. */
export function wordsOf(field: UserField): ((cell: string) => string) | undefined {
  const meanings = MEANINGS.get(field)
  return meanings === undefined ? undefined : onceEach((cell) => meanings.get(key(cell)) ?? cell)
}

/** The reverse. */
export function wordFor({ words }: Column, meaning: string, language: Language): string {
  return words?.[meaning]?.[language] ?? meaning
}

function key(text: string): string {
  return text.trim().normalize('NFC').replace(/\s+/g, ' ').toLowerCase()
}

function spellings({ en, de, also = [] }: Spelling): string[] {
  return [en, de, ...also].map(key)
}

const FIELDS: ReadonlyMap<string, UserField> = new Map(
  COLUMNS.flatMap((column) => spellings(column).map((name) => [name, column.field] as const)),
)

const MEANINGS: ReadonlyMap<UserField, ReadonlyMap<string, string>> = new Map(
  COLUMNS.flatMap(({ field, words }) => {
    if (words === undefined) return []
    const all = Object.entries(words).flatMap(([meaning, word]) =>
      spellings(word).map((name) => [name, meaning] as const),
    )
    return [[field, new Map(all)] as const]
  }),
)
