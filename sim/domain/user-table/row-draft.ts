import type { NamedId, User } from '../program/program.ts'
import { TEXT_LENGTH_MAX } from './cell-text.ts'
import type { CodeCell } from './code-cell.ts'
import type { RowCode, RowFinding } from './finding.ts'
import type { ChosenGroup } from './group-cell.ts'
import type { PreviewTools } from './preview-options.ts'
import type { Surroundings } from './surroundings.ts'
import type { TableRow, UserField } from './table.ts'

/** A row while it is looked at, and what is to be said of it. */
export class RowDraft {
  readonly line: number
  readonly around: Surroundings
  readonly cells: readonly string[]
  /** Empty where it has none. */
  readonly name: string
  /** Whether it is of another Miniserver. */
  readonly isForeign: boolean
  /** The user whom the row changes. */
  before: User | undefined
  groups: readonly ChosenGroup[] | undefined
  code: CodeCell | undefined
  tags: readonly NamedId[] | undefined
  ibuttons: readonly NamedId[] | undefined
  externalIds: readonly NamedId[] | undefined
  errors: readonly RowFinding[] = NONE
  warnings: readonly RowFinding[] = NONE

  constructor({ line, cells }: TableRow, around: Surroundings) {
    this.line = line
    this.around = around
    this.cells = cells
    const name = this.text('name') ?? ''
    this.name = name.trim() === '' ? '' : name
    const origin = this.text('origin')
    this.isForeign = origin !== undefined && !around.options.own.includes(origin.trim().toLowerCase())
  }

  get tools(): PreviewTools {
    return this.around.options.tools
  }

  /** What stands in the cell of a field; `undefined` where that is nothing, or more than a program keeps. */
  text(field: UserField): string | undefined {
    const at = this.around.places.get(field)
    const text = at === undefined ? undefined : this.cells[at]
    return text === undefined || text === '' || text.length > TEXT_LENGTH_MAX ? undefined : text
  }

  refuse(code: RowCode, message: string, field?: UserField): void {
    this.errors = [...this.errors, this.finding(code, message, field)]
  }

  warn(code: RowCode, message: string, field?: UserField): void {
    this.warnings = [...this.warnings, this.finding(code, message, field)]
  }

  finding(code: RowCode, message: string, field?: UserField): RowFinding {
    const at = field === undefined ? undefined : this.around.places.get(field)
    return at === undefined ? { code, message } : { code, message, column: at + 1 }
  }
}

/** Most rows share it. */
const NONE: readonly RowFinding[] = []
