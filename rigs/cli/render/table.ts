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
  /** What is last in its row makes no column wider. */
  readonly isRagged?: boolean
}

/** Rows as lines with their columns under each other; nothing trails. */
export function table(rows: readonly (readonly Cell[])[], options: TableOptions): string[] {
  const { paint, head, gap = 2, indent = 0, isRagged = false } = options
  const heading = head?.map((text): Cell => ({ text, style: 'dim' }))
  const all = [...(heading === undefined ? [] : [heading]), ...rows].map(trimmed)
  const widths = widthsOf(isRagged ? all.map((row) => row.slice(0, -1)) : all)
  return all.map((row) => {
    const cells = row.map((cell, at) => padded(cell, at === row.length - 1 ? 0 : (widths[at] ?? 0) + gap, paint))
    return `${' '.repeat(row.length === 0 ? 0 : indent)}${cells.join('')}`
  })
}

/** Of each column, that of its widest cell. */
function widthsOf(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(cell))
  }
  return widths
}

/** Without the empty cells at its end. */
function trimmed(row: readonly Cell[]): readonly Cell[] {
  return row.slice(0, row.findLastIndex((cell) => widthOf(cell) > 0) + 1)
}

function padded(cell: Cell, width: number, paint: Paint): string {
  const text = harmless(textOf(cell))
  const painted = typeof cell === 'string' ? text : paint(cell.style, text)
  return `${painted}${' '.repeat(Math.max(0, width - [...text].length))}`
}

function widthOf(cell: Cell): number {
  return [...textOf(cell)].length
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}
