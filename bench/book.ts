import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { ROOT } from './dist.ts'
import type { Judged } from './judge.ts'
import type { Machine } from './machine.ts'
import { pageOf } from './page.ts'

/** What a benchmark measured last: its lines, and what they were measured on, when it ended. */
export interface Measured {
  readonly benchmark: string
  readonly on: Machine
  readonly lines: readonly Judged[]
}

const FIGURES = `${ROOT}docs/reference/benchmarks.json`
const PAGE = `${ROOT}docs/reference/benchmarks.md`

/**
 * Enters what was measured now, and writes the page of it all anew: docs/reference/benchmarks.md, and every round in the JSON beside
 * it. A benchmark that was not measured now keeps what it has, with its date; one that there is no more goes.
 *
 * @param names of all benchmarks, in the order of the page
 */
export function enter(now: readonly Measured[], names: readonly string[]): void {
  const before: Measured[] = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, 'utf8')) : []
  const all = names.flatMap((name) => [...now, ...before].find(({ benchmark }) => benchmark === name) ?? [])
  writeFileSync(FIGURES, `${JSON.stringify(all, undefined, 1)}\n`)
  writeFileSync(PAGE, pageOf(all))
}
