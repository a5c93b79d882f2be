import type { Edges } from './edges.ts'

/** One way of getting in: when it is open, and the mark of a run by it. */
export interface WayIn {
  readonly open: Edges
  readonly mark: number
}

/**
 * When some way is open, by the first one that is; with `isForAll` only while all of them are, by the first of all. `shut` is the
 * mark of what lies between. As `AccessAnswer` has them.
 */
export function runsOfWays(ways: readonly WayIn[], isForAll: boolean, shut: number, minutes: number): Int32Array {
  const passed = new Int32Array(ways.length)
  const runs: number[] = []
  let last = -1
  for (let from = 0, until = minutes; from < minutes; from = until) {
    until = minutes
    let first = shut
    let openWays = 0
    for (let way = ways.length - 1; way >= 0; way--) {
      const { open, mark } = ways[way] ?? NO_WAY
      let edge = passed[way] ?? 0
      while ((open[edge] ?? minutes) <= from) edge++
      passed[way] = edge
      if (edge % 2 === 1) {
        first = mark
        openWays++
      }
      until = Math.min(until, open[edge] ?? minutes)
    }
    const mark = isForAll && openWays < ways.length ? shut : first
    if (mark !== last) runs.push(from, mark)
    last = mark
  }
  return Int32Array.from(runs)
}

const NO_WAY: WayIn = { open: new Int32Array(0), mark: 0 }

/** The part of runs within [from, until), with the mark `before` in front of it and `behind` after it. What is whole stays the same value. */
export function runsWithin(
  runs: Int32Array,
  { from, until }: { readonly from: number; readonly until: number },
  { before, behind }: { readonly before: number; readonly behind: number },
  minutes: number,
): Int32Array {
  if (from === 0 && until === minutes) return runs
  const kept = from > 0 ? [0, before] : []
  forEachRun(runs, minutes, (begin, end, mark) => {
    if (Math.max(begin, from) < Math.min(end, until)) kept.push(Math.max(begin, from), mark)
  })
  if (Math.max(from, until) < minutes) kept.push(Math.max(from, until), behind)
  return Int32Array.from(kept)
}

/** Calls `see` with each run [from, until) and its mark, in order. */
export function forEachRun(
  runs: Int32Array,
  minutes: number,
  see: (from: number, until: number, mark: number) => void,
): void {
  for (let place = 0; place < runs.length; place += 2) {
    see(runs[place] ?? 0, runs[place + 2] ?? minutes, runs[place + 1] ?? 0)
  }
}
