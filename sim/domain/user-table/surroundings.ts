import { CELLS, type Cell } from './cells.ts'
import { type CodeCell, codeReader } from './code-cell.ts'
import type { CredentialField } from './credential-cell.ts'
import { type GroupCell, groupReader } from './group-cell.ts'
import { type Known, knownOf } from './known.ts'
import { usualLength } from './lost-zeros.ts'
import type { PreviewOptions } from './preview-options.ts'
import { SECRET_FIELDS, type TableRow, type UserField, type UserTable } from './table.ts'

/** What all rows of a table are looked at with, made once. */
export interface Surroundings {
  readonly options: PreviewOptions
  readonly known: Known
  /** Those that are about something, in the order of the file. */
  readonly columns: readonly PlannedColumn[]
  /** Where in a row the cell of a field is. */
  readonly places: ReadonlyMap<UserField, number>
  readonly codeIn: (cell: string) => CodeCell
  readonly groupsIn: (cell: string) => GroupCell
  /** Of what should not be there twice, the lines of the rows so far; absent where a look at the column says that nothing is. */
  readonly lines: { readonly [Field in UniqueField]: Map<string, number> | undefined }
  /** Of access codes, where shorter ones have lost a zero. */
  readonly usualCodeLength: number | undefined
}

export type UniqueField = 'name' | 'uniqueUserId' | CredentialField

export interface PlannedColumn {
  readonly field: UserField
  readonly at: number
  readonly isSecret: boolean
  readonly check: Cell['check']
  readonly take: Cell['take']
}

export function surroundingsOf(table: UserTable, options: PreviewOptions): Surroundings {
  const columns = table.columns.flatMap((field, at) => (field === undefined ? [] : [plannedColumn(field, at)]))
  const places = new Map(columns.map(({ field, at }) => [field, at]))
  const known = knownOf(options.program)
  const linesOf = (field: UserField, keyOf: (cell: string) => string) => linesFor(table.rows, places.get(field), keyOf)
  return {
    options,
    known,
    columns,
    places,
    codeIn: codeReader(known, options.tools),
    groupsIn: groupReader(known.groups, options),
    lines: {
      name: linesOf('name', (name) => name.toLowerCase()),
      uniqueUserId: linesOf('uniqueUserId', (id) => id),
      tags: new Map(),
      ibuttons: new Map(),
      externalIds: new Map(),
    },
    usualCodeLength: usualLength(columnOf(table.rows, places.get('code'))),
  }
}

/** All with the same properties, absent ones too: they are gone through for every row. */
function plannedColumn(field: UserField, at: number): PlannedColumn {
  const { check, take } = CELLS[field]
  return { field, at, isSecret: SECRET_FIELDS.has(field), check, take }
}

function columnOf(rows: readonly TableRow[], at: number | undefined): string[] {
  return at === undefined ? [] : rows.map(({ cells }) => cells[at] ?? '')
}

function linesFor(
  rows: readonly TableRow[],
  at: number | undefined,
  keyOf: (cell: string) => string,
): Map<string, number> | undefined {
  if (at === undefined) return undefined
  const keys = new Set<string>()
  let empty = 0
  for (const { cells } of rows) {
    const cell = cells[at]
    if (cell === undefined || cell === '') empty++
    else keys.add(keyOf(cell))
  }
  return keys.size + empty === rows.length ? undefined : new Map()
}
