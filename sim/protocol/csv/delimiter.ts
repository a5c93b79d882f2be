import { fieldOfHeader } from './columns.ts'
import { isLineEnd } from './line-ends.ts'

const DELIMITERS = [';', ',', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** What stands between the cells: that which makes most known columns of the first line, and of several the first. */
export function delimiterOf(utf8: Buffer): Delimiter {
  const header = firstLineOf(utf8)
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, known: knownColumns(header, delimiter) }))
  return counts.reduce((best, each) => (each.known > best.known ? each : best)).delimiter
}

/** The first that has anything in it. */
function firstLineOf(utf8: Buffer): string {
  const begin = utf8.findIndex((byte) => !isLineEnd(byte))
  if (begin < 0) return ''
  const length = utf8.subarray(begin).findIndex(isLineEnd)
  return utf8.subarray(begin, length < 0 ? undefined : begin + length).toString()
}

function knownColumns(header: string, delimiter: Delimiter): number {
  const cells = header.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  return cells.filter((cell) => fieldOfHeader(cell) !== undefined).length
}
