import type { Explanation } from '../access/decision.ts'
import type { FeedbackSignal } from './effect.ts'

/**
 * The record of one presentation at a block: what bus, history, trace, report and `explain` all read. Published as a schema.
 *
 * Times are of the site's wall clock. `effects` is what the decision set off, in order. Holds no secret.
 */
export interface DecisionRecord extends Explanation {
  readonly id: string
  /** The event that was decided, and through it the whole chain of causes. */
  readonly causedBy: string
  readonly site: string
  readonly reader: string
  readonly block?: string
  /** The event's own time, milliseconds since 1970 UTC. */
  readonly atMs: number
  /** How old the presentation was when it arrived, by the device's own clock. */
  readonly ageMs: number
  /** §3.6.6: 1–9999; 0 the first of two factors, −1 denied. */
  readonly output: number
  /** §3.6.6 entry type: 0 code of a user … 8 denied tag, 10/11 external medium (P-94). */
  readonly historyType: number
  readonly effects: readonly DecisionEffect[]
}

export type DecisionEffect =
  | { readonly type: 'pulse'; readonly output: string; readonly name: string; readonly pulseMs: number }
  /** An output beyond O6 was selected: it shows as a number, at Nco (§3.6.2). */
  | { readonly type: 'number'; readonly output: 'Nco'; readonly value: number }
  /** A digital input of the keypad pulsed (§3.6.1). */
  | { readonly type: 'input'; readonly name: string; readonly pulseMs: number }
  | { readonly type: 'feedback'; readonly signal: FeedbackSignal }
