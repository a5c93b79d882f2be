import type { Judged } from './judge.ts'
import type { Spread } from './statistics.ts'

export const HEADINGS = ['line', 'unit', 'ours', 'peer', 'ratio', 'noise (peer to itself)', 'limit', 'verdict'] as const

/** The cells of a line, as texts. */
export function cellsOf({ line, ours, peer, ratio, noise, limit, verdict }: Judged): string[] {
  return [line.name, line.unit, figure(ours.median), figure(peer.median), spread(ratio), spread(noise), limit, verdict]
}

/** For a terminal. */
export function tableOf(judged: readonly Judged[]): string {
  const rows = [[...HEADINGS], ...judged.map(cellsOf)]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Three digits that mean something. */
export function figure(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en')
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

function spread({ median, min, max }: Spread): string {
  return `${figure(median)} (${figure(min)}–${figure(max)})`
}
