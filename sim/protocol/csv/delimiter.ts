import { fieldOfHeader } from './columns.ts'

const DELIMITERS = [';', ',', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** What stands between the cells: that which makes most known columns of the first line, and of several the first. */
export function delimiterOf(text: string): Delimiter {
  const header = /^[^\r\n]*/.exec(text.replace(/^[\r\n]+/, ''))?.[0] ?? ''
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, known: knownColumns(header, delimiter) }))
  return counts.reduce((best, each) => (each.known > best.known ? each : best)).delimiter
}

function knownColumns(header: string, delimiter: Delimiter): number {
  const cells = header.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  return cells.filter((cell) => fieldOfHeader(cell) !== undefined).length
}
