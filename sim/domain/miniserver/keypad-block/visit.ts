import type { Credential } from '../../access/credential.ts'
import type { Reason } from '../../access/decision.ts'
import type { AuthenticationNfcCodeTouch } from '../../program/program.ts'
import type { BlockState } from '../block-state.ts'
import type { Effect, StoreRecord } from '../effect.ts'
import type { DeviceEvent } from '../input.ts'
import type { Moment } from '../moment.ts'
import type { MiniserverState } from '../state.ts'
import type { Verdict } from '../verdict.ts'

/** Somebody at a keypad: what was presented, and all that answering it needs. */
export interface Visit {
  readonly state: MiniserverState
  readonly block: AuthenticationNfcCodeTouch
  readonly own: BlockState
  readonly event: DeviceEvent & { readonly type: 'presented' }
  readonly credential: Credential
  /** Digits that were typed before a tag. */
  readonly typed: string
  /** The event's own time, by the site's wall clock and by monotonic time. */
  readonly atMs: number
  readonly monotonicMs: number
  /** When the first digit was pressed, by monotonic time. */
  readonly begunMs: number
  readonly moment: Moment
}

/** What a visit comes to: the verdicts in their order, and what must be durable before anything follows. */
export interface Outcome {
  readonly verdicts: readonly Verdict[]
  readonly records: readonly StoreRecord[]
  readonly effects: readonly Effect[]
}

/** A verdict on something that was not looked at. */
export function turnedAway({ event, block, credential, atMs }: Visit, reason: Reason, isLocked: boolean): Verdict {
  const decision = { outcome: 'denied', reason, candidates: [] } as const
  return { device: block.reader, event, credential, block, decision, isLocked, atMs }
}

export function together(...outcomes: readonly Outcome[]): Outcome {
  return {
    verdicts: outcomes.flatMap(({ verdicts }) => verdicts),
    records: outcomes.flatMap(({ records }) => records),
    effects: outcomes.flatMap(({ effects }) => effects),
  }
}
