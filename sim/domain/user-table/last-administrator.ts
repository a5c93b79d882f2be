import { hasAdministrator, isLastingAdministrator } from '../program/administrators.ts'
import type { Change } from '../program/change.ts'
import { preview } from '../program/draft.ts'
import type { Program } from '../program/program.ts'
import { changedUser } from './import.ts'
import type { RowDraft } from './row-draft.ts'
import { changeOf } from './row-fields.ts'
import type { TableRow } from './table.ts'

/** Whether a row changes somebody who administers the unit for good. */
export function concernsAdministrator({ before, errors, around }: RowDraft): boolean {
  return before !== undefined && errors.length === 0 && isLastingAdministrator(around.options.program, before)
}

/** Refuses rows of administrators that together would leave nobody to administer the unit (I6); says whether it did. */
export function checkLastAdministrator(program: Program, rows: readonly LookedAt[]): boolean {
  const changes = rows.flatMap(({ row, draft: { around, before, groups } }): Change[] => {
    if (before === undefined) return []
    const { fields } = changeOf(row, around, before)
    const chosen = groups?.flatMap(({ uuid }) => uuid ?? [])
    return [{ map: 'users', key: before.uuid, entry: changedUser(before, fields, chosen) }]
  })
  if (changes.length === 0 || !hasAdministrator(program) || hasAdministrator(preview(program, changes))) return false
  for (const { draft } of rows) {
    draft.refuse('LAST_ADMINISTRATOR', 'Nobody would be left to administer this Miniserver.', 'name')
  }
  return true
}

/** A row and what it was looked at with. */
interface LookedAt {
  readonly row: TableRow
  readonly draft: RowDraft
}
