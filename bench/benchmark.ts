import type { LimitRow } from './limits.ts'

/**
 * One line of the table: our figure beside that of a peer, which does the same work with nothing of ours in it, or of the machine
 * alone. All three were measured in the same run, one value a round, by turns.
 */
export interface Line {
  readonly name: string
  readonly unit: 's' | 'ms' | 'µs' | 'events/s' | 'steps/s' | 'decisions/s' | 'ROMs/s' | 'taps/s' | 'B' | 'MiB'
  /** What is measured, for who reads the page. */
  readonly about: string
  readonly ours: readonly number[]
  readonly peer: readonly number[]
  /** The peer once more: what it differs from itself is the machine's noise. */
  readonly peerAgain: readonly number[]
  readonly peerName: string
  /** The peer's figures in docs/limits.md; where there are several, the work is the sum of theirs; none where it has no row. */
  readonly rows: readonly LimitRow[]
  readonly limit: Limit | undefined
  readonly notes: readonly string[]
}

/** What the line must keep: the median of its rounds, as a ratio to the peer or in its own unit; or how much was lost in all of them. */
export type Limit =
  | { readonly ratioMax: number }
  | { readonly ratioMin: number }
  | { readonly oursMax: number }
  | { readonly oursMin: number }
  | { readonly lostMax: number; readonly lost: number }

/** Measures for as long as it takes; several lines where one run gives several figures. Prepares and tidies up itself. */
export interface Benchmark {
  readonly name: string
  measure(options: BenchmarkOptions): Promise<readonly Line[] | Missing>
}

export interface BenchmarkOptions {
  /** Hears of progress, for people who wait. */
  readonly tell: (sentence: string) => void
}

/** Why there is nothing to measure. */
export interface Missing {
  readonly missing: string
}
