import { harmless, type Paint, type Style } from '../paint.ts'

/** One place of a table: a text, perhaps in a colour. */
export type Cell = string | { readonly text: string; readonly style: Style }

export interface TableOptions {
  readonly paint: Paint
  /** Above the columns; left out, there is none. */
  readonly head?: readonly string[]
  /** Spaces between columns. */
  readonly gap?: number
  readonly indent?: number
}

/** Rows as lines with their columns under each other. The last column is as wide as it likes; nothing trails. */
export function table(
  rows: readonly (readonly Cell[])[],
  { paint, head, gap = 2, indent = 0 }: TableOptions,
): string[] {
  const all = [...(head === undefined ? [] : [head.map((text): Cell => ({ text, style: 'dim' }))]), ...rows]
  const columns = Math.max(0, ...all.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...all.map((row) => widthOf(row[at]))))
  return all.map((row) => {
    const last = row.findLastIndex((cell) => widthOf(cell) > 0)
    const cells = row
      .slice(0, last + 1)
      .map((cell, at) => padded(cell, at === last ? 0 : (widths[at] ?? 0) + gap, paint))
    return `${cells.length === 0 ? '' : ' '.repeat(indent)}${cells.join('')}`
  })
}

function padded(cell: Cell, width: number, paint: Paint): string {
  const text = harmless(textOf(cell))
  const painted = typeof cell === 'string' ? text : paint(cell.style, text)
  return `${painted}${' '.repeat(Math.max(0, width - [...text].length))}`
}

function widthOf(cell: Cell | undefined): number {
  return cell === undefined ? 0 : [...textOf(cell)].length
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}
