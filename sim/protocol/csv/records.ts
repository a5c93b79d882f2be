import { CsvError, parse } from 'csv-parse/sync'
import { RigError } from '../../domain/errors.ts'
import type { Decoded } from './decode.ts'
import type { Delimiter } from './delimiter.ts'

/** A record that has anything in it, and the line of the file that it begins in. */
export interface CsvRecord {
  readonly line: number
  readonly cells: string[]
}

/**
 * Cells by RFC 4180, with what people and spreadsheets do to it: any line ends, a quote in the middle of a cell, too few or too many
 * cells. Throws CSV_INVALID where a quote is not closed, which tells nothing of what it holds.
 */
export function recordsOf({ text, utf8 }: Pick<Decoded, 'text' | 'utf8'>, delimiter: Delimiter): CsvRecord[] {
  const { ends, lines } = lineEndsOf(text)
  const all = parsed(utf8 ?? text, { delimiter, record_delimiter: ends })
  const isOneEach = all.length === lines
  const records: CsvRecord[] = []
  let line = 1
  for (const cells of all) {
    if (cells.some((cell) => cell !== '')) records.push({ line, cells })
    line += 1 + (isOneEach ? 0 : lineBreaksIn(cells))
  }
  return records
}

interface Shape {
  readonly delimiter: Delimiter
  readonly record_delimiter: string[]
}

function parsed(source: string | Uint8Array, shape: Shape): string[][] {
  const options = { ...shape, relax_column_count: true, relax_quotes: true }
  try {
    return parse(source, options)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const to = Number(error.records)
    const before = to === 0 ? [] : parse(source, { ...options, to })
    const line = before.reduce((sum, cells) => sum + 1 + lineBreaksIn(cells), 1)
    // The library's own message may quote what stands there.
    throw new RigError('CSV_INVALID', `line ${line}: a quote is opened in this row and never closed`)
  }
}

/** The kinds of line ends in a text, and how many lines there are; to look for one kind only is much quicker. */
function lineEndsOf(text: string): { readonly ends: string[]; readonly lines: number } {
  const feeds = countOf(text, '\n')
  const returns = countOf(text, '\r')
  const both = feeds > 0 && returns > 0 ? countOf(text, '\r\n') : 0
  const kinds = [
    { end: '\r\n', count: both },
    { end: '\n', count: feeds - both },
    { end: '\r', count: returns - both },
  ]
  const ends = kinds.filter(({ count }) => count > 0).map(({ end }) => end)
  const isOpen = text !== '' && !text.endsWith('\n') && !text.endsWith('\r')
  return { ends: ends.length === 0 ? ['\n'] : ends, lines: feeds + returns - both + (isOpen ? 1 : 0) }
}

function countOf(text: string, sign: string): number {
  let count = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + sign.length)) count++
  return count
}

function lineBreaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}
