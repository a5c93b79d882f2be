import type { Outcome } from './outcome.ts'

export interface Row {
  readonly suite: string
  readonly seconds: number
  readonly outcome: Outcome
}

/** One table of all suites; what a suite lacks or what broke it stands below its line. */
export function tableOf(rows: readonly Row[]): string {
  const header = ['suite', 'result', 'passed', 'failed', 'skipped', 'time']
  const lines = rows.map(({ suite, seconds, outcome }) => [
    suite,
    outcome.result,
    ...countsOf(outcome),
    `${seconds.toFixed(1)} s`,
  ])
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  )
  const format = (line: readonly string[]): string =>
    line
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  return [
    format(header),
    ...rows.flatMap(({ outcome }, index) => [
      format(lines[index] ?? []),
      ...outcome.notes.map((note) => `    ${note}`),
    ]),
  ].join('\n')
}

/** Tests that were skipped: nothing is known of what they would have shown. */
export function unverifiedOf(rows: readonly Row[]): string[] {
  return rows.flatMap(({ suite, outcome }) => outcome.unverified.map((title) => `unverified  ${suite}: ${title}`))
}

export function totalOf(rows: readonly Row[]): string {
  const sum = (count: 'passed' | 'failed' | 'skipped'): number =>
    rows.reduce((total, { outcome }) => total + outcome[count], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`
}

function countsOf({ result, passed, failed, skipped }: Outcome): string[] {
  return result === 'not run' ? ['-', '-', `${skipped}`] : [passed, failed, skipped].map(String)
}
