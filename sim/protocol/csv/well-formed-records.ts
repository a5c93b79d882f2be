import type { Delimiter } from './delimiter.ts'
import { LINE_FEED, RETURN } from './line-ends.ts'

const QUOTE = 34

interface WellFormed {
  readonly records: string[][]
  /** Where the first record begins that is not well formed; the end of the text where all are. */
  readonly end: number
}

/**
 * The records of a text by RFC 4180, up to the first in which a quote is never closed, or something stands between a closing quote and the
 * next cell: what people meant by that is for a library to say, which takes twice as long.
 */
export function wellFormedRecords(utf8: Buffer, delimiter: Delimiter): WellFormed {
  const delimiterByte = delimiter.charCodeAt(0)
  const endsCell = (byte: number | undefined) =>
    byte === delimiterByte || byte === LINE_FEED || byte === RETURN || byte === undefined
  const records: string[][] = []
  let cells: string[] = []
  let [begin, end] = [0, 0]
  for (let at = 0; at < utf8.length; at++) {
    if (at === begin && utf8[at] === QUOTE) {
      const close = closingQuote(utf8, at)
      if (close < 0 || !endsCell(utf8[close + 1])) return { records, end }
      cells.push(utf8.toString('utf8', at + 1, close).replaceAll('""', '"'))
      at = close + 1
    } else if (endsCell(utf8[at])) cells.push(utf8.toString('utf8', begin, at))
    else continue
    const byte = utf8[at]
    if (byte === RETURN && utf8[at + 1] === LINE_FEED) at++
    begin = at + 1
    if (byte !== LINE_FEED && byte !== RETURN) continue
    records.push(cells)
    cells = []
    end = begin
  }
  if (begin < utf8.length || (begin === utf8.length && cells.length > 0)) cells.push(utf8.toString('utf8', begin))
  if (cells.length > 0) records.push(cells)
  return { records, end: utf8.length }
}

/** -1 where there is none. Two are one that stands in the cell. */
function closingQuote(utf8: Buffer, open: number): number {
  let at = utf8.indexOf(QUOTE, open + 1)
  while (at >= 0 && utf8[at + 1] === QUOTE) at = utf8.indexOf(QUOTE, at + 2)
  return at
}
