import { CsvError, parse } from 'csv-parse/sync'
import { RigError } from '../../domain/errors.ts'
import type { Delimiter } from './delimiter.ts'
import { lineEndsOf } from './line-ends.ts'
import { wellFormedRecords } from './well-formed-records.ts'

/** The records of a file, those without anything in them too. */
export interface CsvRecords {
  readonly all: readonly string[][]
  /** How many lines of the file one of them takes up. */
  linesOf(cells: readonly string[]): number
}

/**
 * Cells by RFC 4180, with what people and spreadsheets do to it: lines that end in CR LF, LF or CR, also differently in one file; a
 * quote in the middle of a cell; too few or too many cells. Throws CSV_INVALID where a quote is not closed, which tells nothing of what
 * it holds.
 */
export function recordsOf(utf8: Buffer, delimiter: Delimiter): CsvRecords {
  const { kinds, lines } = lineEndsOf(utf8)
  const { records, end } = wellFormedRecords(utf8, delimiter)
  const rest = end === utf8.length ? [] : lenientRecords(utf8.subarray(end), { delimiter, kinds, before: records })
  const all = rest.length === 0 ? records : [...records, ...rest]
  return { all, linesOf: all.length === lines ? () => 1 : linesOf }
}

interface Shape {
  readonly delimiter: Delimiter
  /** Of line ends. */
  readonly kinds: readonly string[]
  /** What stands before, for the line that a fault is in. */
  readonly before: readonly (readonly string[])[]
}

/** As the library reads what is not well formed. */
function lenientRecords(utf8: Buffer, { delimiter, kinds, before }: Shape): string[][] {
  const options = { delimiter, record_delimiter: [...kinds], relax_column_count: true, relax_quotes: true }
  try {
    return parse(utf8, options)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const to = Number(error.records)
    const read = to === 0 ? [] : parse(utf8, { ...options, to })
    const line = [...before, ...read].reduce((sum, cells) => sum + linesOf(cells), 1)
    // The library's own message may quote what stands there.
    throw new RigError('CSV_INVALID', `line ${line}: a quote is opened in this row and never closed`)
  }
}

function linesOf(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 1)
}
