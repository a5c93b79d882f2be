import type { StateValue } from './effect.ts'
import type { Preselection } from './keypad-block/preselection.ts'
import type { FirstFactor } from './keypad-block/two-factor.ts'

/** What a block that decides at a reader remembers. Volatile but for the history, which is durable. */
export interface BlockState {
  /** Outputs that are on, by terminal (`O1`, `P`), and the event that switched them. */
  readonly on: Map<string, { readonly offAtMs: number; readonly causedBy: string }>
  /** Newest last; at most the block's `historyLength` (§3.6.6). */
  history: readonly HistoryEntry[]
  /** Entries ever made, those no longer kept included: numbers the records of the kept ones. */
  entered: number
  /** Unauthorised tags and codes one after the other (§3.6.4). */
  denials: number
  /** Whether too many of them have locked the keypad. */
  locked: boolean
  /** What the outputs of a keypad's block say that are no pulses, by terminal (§3.6.2). */
  readonly values: Map<string, StateValue>
  preselection?: Preselection
  firstFactor?: FirstFactor
  /** Inputs of the status LED that are on: of `r`, `g`, `b` and `w`. */
  lights?: string
  /** When its Sel window is open, by monotonic time: from the first instant, before the second (§3.6.7). */
  selected?: { readonly fromMs: number; readonly untilMs: number }
  /** Whether its input Off is on. */
  isOff?: boolean
}

/** One entry of a block's history (§3.6.6). `user` has `@host` for a Trust user. */
export interface HistoryEntry {
  readonly decision: string
  /** Milliseconds since 1970 UTC by the site's wall clock; the API rounds down to seconds. */
  readonly atMs: number
  /** 1–9999, 0 for the first of two factors, −1 for denied. */
  readonly output: number
  /** §3.6.6: 0 code of a user, 2 ambiguous, 7 denied; 3, 5 and 8 the same of tags; 10 and 11 external medium (P-94). */
  readonly type: number
  readonly user?: string
  readonly description?: string
  /** Of an external medium (types 10 and 11): what it is called, where that is known, and which reader knew it (P-206). */
  readonly extMedium?: string
  readonly extAuthority?: string
  readonly reason: string
}

export function idleBlock(history: readonly HistoryEntry[] = [], entered = history.length): BlockState {
  return { on: new Map(), values: new Map(), history, entered, denials: 0, locked: false }
}
