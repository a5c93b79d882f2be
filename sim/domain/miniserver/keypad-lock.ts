import type { Credential } from '../access/credential.ts'
import type { Decision, Reason } from '../access/decision.ts'
import type { DecidingBlock } from './block.ts'
import { blockState } from './block-history.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** So many unauthorised tags and codes one after the other lock a keypad (§3.6.4). */
export const DENIALS_MAX = 15
/** For so long, by monotonic time; further attempts do not prolong it (P-136). */
export const LOCKED_MS = 120_000

/** Denials that say nothing about who stood there. */
const UNCOUNTED: ReadonlySet<Reason> = new Set<Reason>(['EXPIRED_PRESENTATION', 'READER_UNASSIGNED', 'LOCKED'])

/** Whether a credential is not looked at: a locked keypad's keys are dead, and only a tag can end the lock. */
export function isShutOut(state: MiniserverState, block: DecidingBlock, { kind }: Credential): boolean {
  return kind === 'code' && state.blocks.get(block.reader)?.locked === true
}

/**
 * Takes a decision into account. A grant sets the count back (P-53), and a tag's ends the lock (P-67). What a status or schedule
 * kept out counts as well (P-54).
 *
 * @returns whether the keypad is locked now, and what follows where that changes
 */
export function countDenials(
  state: MiniserverState,
  block: DecidingBlock,
  { outcome, reason }: Decision,
  causedBy: string,
  { at }: Moment,
): { readonly isLocked: boolean; readonly effects: readonly Effect[] } {
  if (block.kind !== 'authentication-nfc-code-touch') return { isLocked: false, effects: [] }
  const own = blockState(state, block.reader)
  const wasLocked = own.locked
  const timer = `lock/${block.reader}`
  if (outcome === 'granted') {
    own.denials = 0
    own.locked = false
    return {
      isLocked: false,
      effects: wasLocked ? [{ type: 'cancel-timer', timer }, lockedState(block, false, causedBy)] : [],
    }
  }
  if (wasLocked || UNCOUNTED.has(reason)) return { isLocked: wasLocked, effects: [] }
  own.denials += 1
  if (own.denials < DENIALS_MAX) return { isLocked: false, effects: [] }
  own.denials = 0
  own.locked = true
  return {
    isLocked: true,
    effects: [
      lockedState(block, true, causedBy),
      { type: 'set-timer', timer, atMonotonicMs: at.monotonicMs + LOCKED_MS },
    ],
  }
}

/** The lock is over. */
export function lockTimer(state: MiniserverState, reader: string): Effect[] {
  const own = state.blocks.get(reader)
  if (own?.locked !== true) return []
  own.locked = false
  return [{ type: 'state', device: reader, name: 'locked', value: false }]
}

/** Whether a keypad is locked, for whoever listens after a start. */
export function lockStates(state: MiniserverState, block: DecidingBlock): Effect[] {
  if (block.kind !== 'authentication-nfc-code-touch') return []
  return [
    { type: 'state', device: block.reader, name: 'locked', value: state.blocks.get(block.reader)?.locked === true },
  ]
}

function lockedState({ reader }: DecidingBlock, value: boolean, causedBy: string): Effect {
  return { type: 'state', device: reader, name: 'locked', value, causedBy }
}
