import { PROFILE_FIELDS } from '../program/profile.ts'

/** All that a table of users can say of one (docs/csv.md), by the names it has here; what a file calls them is the protocol's. */
export const USER_FIELDS = [
  'name',
  ...PROFILE_FIELDS,
  'uniqueUserId',
  'nfcCodeTouchId',
  'groups',
  'state',
  'validFrom',
  'validUntil',
  'onExpiry',
  'password',
  'visuPassword',
  'code',
  'tags',
  'ibuttons',
  'externalIds',
  'origin',
] as const

export type UserField = (typeof USER_FIELDS)[number]

/** Written and never read back: no preview, message or export has what stands there. */
export const SECRET_FIELDS: ReadonlySet<UserField> = new Set(['password', 'visuPassword', 'code'] as const)

/** A table as it was read: what each column is about, and the rows below the header. */
export interface UserTable {
  /** Of each column; `undefined` where nobody knows what it is about. */
  readonly columns: readonly (UserField | undefined)[]
  /** The header as it is written, a text for each column. */
  readonly headers: readonly string[]
  readonly rows: readonly TableRow[]
}

export interface TableRow {
  /** Where it begins in the file; the first line is 1. */
  readonly line: number
  /** A text for each column, those at the end possibly absent. */
  readonly cells: readonly string[]
}

/** A row that is to be written; what is absent is empty. */
export type UserRecord = { readonly [Field in UserField]?: string }
