import { CsvError, parse } from 'csv-parse/sync'
import { RigError } from '../../domain/errors.ts'
import type { Delimiter } from './delimiter.ts'
import { lineEndsOf } from './line-ends.ts'

/** A record that has anything in it, and the line of the file that it begins in. */
export interface CsvRecord {
  readonly line: number
  readonly cells: string[]
}

/**
 * Cells by RFC 4180, with what people and spreadsheets do to it: lines that end in CR LF, LF or CR, also differently in one file; a
 * quote in the middle of a cell; too few or too many cells. Throws CSV_INVALID where a quote is not closed, which tells nothing of what it holds.
 */
export function recordsOf(utf8: Buffer, delimiter: Delimiter): CsvRecord[] {
  const { kinds, lines } = lineEndsOf(utf8)
  const all = parsed(utf8, { delimiter, record_delimiter: [...kinds] })
  const isOneEach = all.length === lines
  const records: CsvRecord[] = []
  let line = 1
  for (const cells of all) {
    if (!cells.every(isEmpty)) records.push({ line, cells })
    line += 1 + (isOneEach ? 0 : lineBreaksIn(cells))
  }
  return records
}

interface Shape {
  readonly delimiter: Delimiter
  readonly record_delimiter: string[]
}

function parsed(utf8: Buffer, shape: Shape): string[][] {
  const options = { ...shape, relax_column_count: true, relax_quotes: true }
  try {
    return parse(utf8, options)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const to = Number(error.records)
    const before = to === 0 ? [] : parse(utf8, { ...options, to })
    const line = before.reduce((sum, cells) => sum + 1 + lineBreaksIn(cells), 1)
    // The library's own message may quote what stands there.
    throw new RigError('CSV_INVALID', `line ${line}: a quote is opened in this row and never closed`)
  }
}

function isEmpty(cell: string): boolean {
  return cell === ''
}

function lineBreaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}
