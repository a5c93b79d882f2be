import { RigError } from '../../domain/errors.ts'
import { SECRET_FIELDS, type TableRow, type UserField, type UserTable } from '../../domain/user-table/table.ts'
import { fieldOfHeader, wordsOf } from './columns.ts'
import { decode, type Encoding } from './decode.ts'
import { type Delimiter, delimiterOf } from './delimiter.ts'
import { undefused } from './formula.ts'
import { checkBytes, checkRows } from './limits.ts'
import { type CsvRecords, recordsOf } from './records.ts'
import { refuseSpreadsheet } from './spreadsheet.ts'

/** A file of users as it was read. */
export interface ReadUsers {
  readonly table: UserTable
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** Columns that nobody knows, or that are there again: nothing is taken from them. */
  readonly warnings: readonly ColumnWarning[]
}

export interface ColumnWarning {
  readonly code: 'COLUMN_UNKNOWN' | 'COLUMN_TWICE'
  readonly message: string
  /** The first is 1. */
  readonly column: number
}

/**
 * Reads a file of users (docs/csv.md §5.2). Formulas that were defused are what they were, but for secrets, which nothing is taken
 * from; words of either language are what they mean, and what no table knows stays as it is, for the preview to refuse. Rows without
 * anything in them are passed over.
 *
 * Throws CSV_TOO_LARGE over ten MiB or 50,000 rows; CSV_INVALID where it is a spreadsheet of another format, where it has no header with a column of user names, where a
 * quote is not closed, and as `decode()`.
 */
export function readUsers(bytes: Uint8Array): ReadUsers {
  checkBytes(bytes)
  refuseSpreadsheet(bytes)
  const { utf8, encoding } = decode(bytes)
  const delimiter = delimiterOf(utf8)
  const records = recordsOf(utf8, delimiter)
  const first = records.all.findIndex(hasAnything)
  const headers = records.all[first]
  if (headers === undefined) throw invalid('the file is empty: its first line names the columns')
  const { columns, warnings } = columnsOf(headers, records.all.slice(first + 1))
  if (!columns.includes('name')) {
    throw invalid('its first line names no column Username or Benutzername; loxrig users template writes one that does')
  }
  const readings = readingsOf(columns, utf8.includes("'"))
  const rows = rowsOf(records, first, (cells) => read(cells, columns.length, readings))
  checkRows(rows)
  return { table: { columns, headers, rows }, encoding, delimiter, warnings }
}

function columnsOf(
  headers: readonly string[],
  records: readonly (readonly string[])[],
): { columns: (UserField | undefined)[]; warnings: ColumnWarning[] } {
  const columns: (UserField | undefined)[] = []
  const warnings: ColumnWarning[] = []
  for (const [at, header] of headers.entries()) {
    const field = fieldOfHeader(header)
    const isTwice = field !== undefined && columns.includes(field)
    columns.push(isTwice ? undefined : field)
    const isEmpty = header.trim() === '' && records.every((cells) => (cells[at] ?? '') === '')
    const shown = JSON.stringify(header.slice(0, HEADER_SHOWN_MAX))
    const column = at + 1
    if (isTwice)
      warnings.push({ code: 'COLUMN_TWICE', message: `Column ${shown} is there twice; the first counts.`, column })
    else if (field === undefined && !isEmpty)
      warnings.push({ code: 'COLUMN_UNKNOWN', message: `Nobody knows a column ${shown}; it is passed over.`, column })
  }
  return { columns, warnings }
}

const HEADER_SHOWN_MAX = 64

/** What is done to the cells of a column. */
interface Reading {
  readonly at: number
  read(cell: string): string
}

/** Of most columns nothing, where no cell of the file has a quote that defuses. */
function readingsOf(columns: readonly (UserField | undefined)[], mayBeDefused: boolean): Reading[] {
  return columns.flatMap((field, at): Reading[] => {
    if (field === undefined || SECRET_FIELDS.has(field)) return []
    const words = wordsOf(field)
    if (words !== undefined) return [{ at, read: (cell) => words(undefused(cell)) }]
    return mayBeDefused ? [{ at, read: undefused }] : []
  })
}

/** All in one go, while the cells of a row are at hand: there are many. */
function rowsOf({ all, linesOf }: CsvRecords, header: number, read: (cells: string[]) => void): TableRow[] {
  const rows: TableRow[] = []
  let line = 1
  for (let at = 0; at < all.length; at++) {
    const cells = all[at] ?? []
    const lines = linesOf(cells)
    if (at > header && hasAnything(cells)) {
      read(cells)
      rows.push({ line, cells })
    }
    line += lines
  }
  return rows
}

function hasAnything(cells: readonly string[]): boolean {
  return cells.some((cell) => cell !== '')
}

/** In their place, since nobody else has them. */
function read(cells: string[], width: number, readings: readonly Reading[]): void {
  // A spreadsheet fills its rows up; what is behind the last column of the header and empty is nothing.
  while (cells.length > width && cells.at(-1) === '') cells.pop()
  for (const { at, read } of readings) {
    const cell = cells[at]
    if (cell === undefined || cell === '') continue
    const text = read(cell)
    if (text !== cell) cells[at] = text
  }
}

function invalid(sentence: string): RigError {
  return new RigError('CSV_INVALID', sentence)
}
