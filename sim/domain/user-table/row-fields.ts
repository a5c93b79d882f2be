import type { Uuid } from '../program/names.ts'
import type { ProfileField } from '../program/profile.ts'
import type { User } from '../program/program.ts'
import { RowDraft } from './row-draft.ts'
import { readStatus } from './row-status.ts'
import type { Surroundings } from './surroundings.ts'
import type { TableRow } from './table.ts'

/** What a row says of a user. */
export type RowFields = Partial<Omit<User, 'uuid' | 'groups' | 'origin'>> & { readonly name: string }

/** The same while it is put together. */
export type WrittenFields = { -readonly [Field in keyof RowFields]: RowFields[Field] } & {
  profile?: { [Field in ProfileField]?: string }
}

/** What a row says of a user; what it does not say stays as it is, or as with a user who is new. */
export interface RowChange {
  /** Whom it changes; `undefined` where somebody is added. */
  readonly uuid: Uuid | undefined
  readonly fields: RowFields
}

/** What the cells of a row that is right come to, read once more: nothing of it is held for all the rows that nobody asks about. */
export function changeOf(row: TableRow, around: Surroundings, before: User | undefined): RowChange {
  const draft = new RowDraft(row, around)
  draft.before = before
  const fields: WrittenFields = { name: before?.name ?? draft.name }
  for (const { at, take } of around.columns) {
    const text = row.cells[at]
    if (take !== undefined && text !== undefined && text !== '') take(fields, text, draft)
  }
  const status = readStatus(draft)
  if (status !== undefined) fields.status = status
  return { uuid: before?.uuid, fields }
}
