import type { Uuid } from '../program/names.ts'
import { CELL_READERS, type ReadCell } from './cell-readers.ts'
import { checkLineBreak, checkText } from './cell-text.ts'
import { checkRow } from './check-row.ts'
import type { RowFinding } from './finding.ts'
import { knownOf } from './known.ts'
import { checkLastAdministrator, concernsAdministrator } from './last-administrator.ts'
import { usualLength } from './lost-zeros.ts'
import type { PreviewOptions } from './preview-options.ts'
import { type ChosenGroup, RowDraft, type RowFields, type Surroundings } from './row-draft.ts'
import { SECRET_FIELDS, type TableRow, type UserField, type UserTable } from './table.ts'

/** What a row would come to (R125). Without secrets, but for what hashes of `change` there are. */
export interface RowPreview {
  readonly line: number
  /** `skip`: a user of another Miniserver, whom no table makes or changes. */
  readonly action: 'add' | 'update' | 'skip'
  readonly name: string
  /** `undefined`: they stay as they are. */
  readonly groups: readonly ChosenGroup[] | undefined
  /** Whether it can be committed. */
  readonly ok: boolean
  readonly errors: readonly RowFinding[]
  readonly warnings: readonly RowFinding[]
  /** What it comes to. Made when it is asked for: of most rows of a preview nobody asks. */
  readonly change: () => RowChange
}

/** What a row says of a user; what it does not say stays as it is, or as with a user who is new. */
export interface RowChange {
  /** Whom it changes; `undefined` where somebody is added. */
  readonly uuid: Uuid | undefined
  readonly fields: RowFields
}

/**
 * Looks at every row of a table before anything is done, each by itself and beside the others and the program. Nothing is lost: a
 * row that cannot be taken says why. Secrets are hashed and said nowhere.
 *
 * Costs a look at each cell and at each user of the program.
 */
export function previewUsers(table: UserTable, options: PreviewOptions): RowPreview[] {
  const width = table.columns.length
  const plan = table.columns.flatMap((field, at) =>
    field === undefined ? [] : [{ field, at, read: CELL_READERS[field] }],
  )
  const around = surroundingsOf(table, options)
  const administrators: { readonly at: number; readonly draft: RowDraft }[] = []
  const previews = table.rows.map((row, at) => {
    const draft = new RowDraft(row.line, around)
    const isLong = (table.rows[at + 1]?.line ?? Number.POSITIVE_INFINITY) > row.line + 1
    readRow(draft, row, { plan, isLong, width })
    checkRow(draft)
    if (concernsAdministrator(draft)) administrators.push({ at, draft })
    return previewOf(draft)
  })
  const drafts = administrators.map(({ draft }) => draft)
  if (checkLastAdministrator(options.program, drafts)) {
    for (const { at, draft } of administrators) previews[at] = previewOf(draft)
  }
  return previews
}

function surroundingsOf({ columns, rows }: UserTable, options: PreviewOptions): Surroundings {
  const places = columns.flatMap((field, at): [UserField, number][] => (field === undefined ? [] : [[field, at + 1]]))
  const codeAt = columns.indexOf('code')
  const usualCodeLength = codeAt < 0 ? undefined : usualLength(rows.map(({ cells }) => cells[codeAt] ?? ''))
  return { options, known: knownOf(options.program), columns: new Map(places), usualCodeLength }
}

interface PlannedCell {
  readonly field: UserField
  readonly at: number
  readonly read: ReadCell
}

function readRow(
  draft: RowDraft,
  { cells }: TableRow,
  { plan, isLong, width }: { readonly plan: readonly PlannedCell[]; readonly isLong: boolean; readonly width: number },
): void {
  if (cells.length > width) {
    draft.refuse('TOO_MANY_CELLS', `It has ${cells.length} cells, the header ${width}; is a quote missing?`)
  }
  for (const { field, at, read } of plan) {
    const text = cells[at]
    if (text === undefined || text === '' || !checkText(draft, field, text)) continue
    if (isLong && !SECRET_FIELDS.has(field)) checkLineBreak(draft, field, text)
    read(draft, text)
  }
}

function previewOf(draft: RowDraft): RowPreview {
  const { line, before, name, groups, errors, warnings } = draft
  const isForeign = draft.isForeign()
  return {
    line,
    action: isForeign ? 'skip' : before === undefined ? 'add' : 'update',
    name,
    groups,
    ok: errors.length === 0 && !isForeign,
    errors,
    warnings,
    change: () => ({ uuid: before?.uuid, fields: draft.fields() }),
  }
}
