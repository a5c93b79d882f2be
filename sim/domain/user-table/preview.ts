import type { User } from '../program/program.ts'
import { checkLineBreak, checkText } from './cell-text.ts'
import { checkRow } from './check-row.ts'
import type { RowFinding } from './finding.ts'
import type { ChosenGroup } from './group-cell.ts'
import { checkLastAdministrator, concernsAdministrator } from './last-administrator.ts'
import type { PreviewOptions } from './preview-options.ts'
import { RowDraft } from './row-draft.ts'
import { changeOf, type RowChange } from './row-fields.ts'
import { type Surroundings, surroundingsOf } from './surroundings.ts'
import type { TableRow, UserTable } from './table.ts'

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
  /** What it comes to where it is `ok`. Made when it is asked for: of most rows of a preview nobody asks. */
  change(): RowChange
}

/**
 * Looks at every row of a table before anything is done, each by itself and beside the others and the program. Nothing is lost: a
 * row that cannot be taken says why. Secrets are said nowhere, and hashed when a change is asked for (P-195).
 *
 * Takes time in proportion to the cells of the table and the users of the program. Each row of the preview holds the whole table in
 * memory, passwords in clear among it, so a preview lives no longer than the command that made it (P-195).
 */
export function previewUsers(table: UserTable, options: PreviewOptions): RowPreview[] {
  const around = surroundingsOf(table, options)
  const administrators: { readonly at: number; readonly row: TableRow; readonly draft: RowDraft }[] = []
  const previews = table.rows.map((row, at): RowPreview => {
    const draft = new RowDraft(row, around)
    checkCells(draft, row, { width: table.columns.length, isLong: isLong(table.rows, at) })
    checkRow(draft)
    if (concernsAdministrator(draft)) administrators.push({ at, row, draft })
    return new LookedAt(draft, row)
  })
  if (checkLastAdministrator(options.program, administrators)) {
    for (const { at, row, draft } of administrators) previews[at] = new LookedAt(draft, row)
  }
  return previews
}

/** Whether a row goes over several lines. */
function isLong(rows: readonly TableRow[], at: number): boolean {
  const [line = 0, next = Number.POSITIVE_INFINITY] = [rows[at]?.line, rows[at + 1]?.line]
  return next > line + 1
}

function checkCells(
  draft: RowDraft,
  { cells }: TableRow,
  { width, isLong }: { readonly width: number; readonly isLong: boolean },
): void {
  if (cells.length > width) {
    draft.refuse('TOO_MANY_CELLS', `It has ${cells.length} cells, the header ${width}; is a quote missing?`)
  }
  for (const column of draft.around.columns) {
    const text = cells[column.at]
    if (text === undefined || text === '' || !checkText(draft, column, text)) continue
    if (isLong && !column.isSecret) checkLineBreak(draft, column.field, text)
    column.check?.(draft, text)
  }
}

/** What stays of a row that was looked at: 50,000 of them are held, so they hold no more than they need. */
class LookedAt implements RowPreview {
  readonly line: number
  readonly action: RowPreview['action']
  readonly name: string
  readonly groups: readonly ChosenGroup[] | undefined
  readonly ok: boolean
  readonly errors: readonly RowFinding[]
  readonly warnings: readonly RowFinding[]
  readonly #row: TableRow
  readonly #around: Surroundings
  readonly #before: User | undefined

  constructor({ line, before, name, groups, errors, warnings, around, isForeign }: RowDraft, row: TableRow) {
    this.line = line
    this.action = isForeign ? 'skip' : before === undefined ? 'add' : 'update'
    this.name = name
    this.groups = groups
    this.ok = errors.length === 0 && !isForeign
    this.errors = errors
    this.warnings = warnings
    this.#row = row
    this.#around = around
    this.#before = before
  }

  change(): RowChange {
    return changeOf(this.#row, this.#around, this.#before)
  }
}
