import { readFileSync } from 'node:fs'

/** A row of docs/limits.md, by its section and the wording of its work. */
export interface LimitRow {
  readonly section: string
  readonly work: string
  /** From the row's figure to the line's unit. Default: as it is. */
  readonly convert?: (figure: number) => number
}

/** The row's median. Throws where there is no such row: rows keep their wording. */
export function figureOf({ section, work, convert = (figure) => figure }: LimitRow): number {
  const row = TABLE.find((cells) => cells[0] === section && cells[1] === work)
  if (row === undefined) throw new TypeError(`docs/limits.md has no row "${work}" in section ${section}`)
  return convert(Number(row[2]?.replaceAll(',', '')))
}

const TABLE = readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
