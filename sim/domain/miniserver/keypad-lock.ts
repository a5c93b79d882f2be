import type { Credential } from '../access/credential.ts'
import type { Decision, Reason } from '../access/decision.ts'
import type { AuthenticationNfcCodeTouch } from '../program/program.ts'
import type { DecidingBlock } from './block.ts'
import { blockState } from './block-history.ts'
import type { BlockState } from './block-state.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** So many unauthorised tags and codes one after the other lock a keypad (§3.6.4). */
export const DENIALS_MAX = 15
/** For so long, by monotonic time; further attempts do not prolong it (P-136). */
export const LOCKED_MS = 120_000

/** Denials that say nothing about who stood there, and the first of two factors, which is right. */
const UNCOUNTED: ReadonlySet<Reason> = new Set<Reason>([
  'EXPIRED_PRESENTATION',
  'READER_UNASSIGNED',
  'SWITCHED_OFF',
  'LOCKED',
  'SECOND_FACTOR_AWAITED',
])

/** Whether the keys of a keypad are dead, the bell too: it is locked, or its block is switched off. */
export function isDead({ locked, isOff }: BlockState): boolean {
  return locked || isOff === true
}

/**
 * Takes an attempt into account. A grant sets the count back (P-53), and a right tag ends the lock (P-67), also where a code must
 * follow. What a status or schedule kept out counts as well (P-54).
 *
 * @returns whether the keypad is locked now, and what follows where that changes
 */
export function countAttempt(
  state: MiniserverState,
  block: AuthenticationNfcCodeTouch,
  { decision, kind }: { readonly decision: Decision; readonly kind: Credential['kind'] },
  causedBy: string,
  { at }: Moment,
): { readonly isLocked: boolean; readonly effects: readonly Effect[] } {
  const { outcome, reason } = decision
  const own = blockState(state, block.reader)
  const wasLocked = own.locked
  const isRight = outcome === 'granted' || reason === 'SECOND_FACTOR_AWAITED'
  if (outcome === 'granted') own.denials = 0
  if (isRight && wasLocked && kind === 'tag') return { isLocked: false, effects: unlocked(own, block.reader, causedBy) }
  if (isRight || wasLocked || UNCOUNTED.has(reason)) return { isLocked: wasLocked, effects: [] }
  own.denials += 1
  if (own.denials < DENIALS_MAX) return { isLocked: false, effects: [] }
  own.denials = 0
  own.locked = true
  const timer = { type: 'set-timer', timer: timerOf(block.reader), atMonotonicMs: at.monotonicMs + LOCKED_MS } as const
  return { isLocked: true, effects: [...tellLock(own, block.reader, causedBy), timer] }
}

/** The lock is over. */
export function lockTimer(state: MiniserverState, reader: string): Effect[] {
  const own = state.blocks.get(reader)
  if (own?.locked !== true) return []
  own.locked = false
  return tellLock(own, reader)
}

/** Whether a keypad is locked, for whoever listens after a start, the keypad among them. */
export function lockStates(state: MiniserverState, block: DecidingBlock): Effect[] {
  if (block.kind !== 'authentication-nfc-code-touch') return []
  return tellLock(blockState(state, block.reader), block.reader)
}

/** Tells a keypad, and whoever listens, whether its keys are dead. */
export function tellLock(own: BlockState, device: string, causedBy?: string): Effect[] {
  const locked = isDead(own)
  const because = causedBy === undefined ? {} : { causedBy }
  return [
    { type: 'state', device, name: 'locked', value: locked, ...because },
    { ...lockCommand(device, locked), ...because },
  ]
}

export function lockCommand(device: string, locked: boolean): Effect & { type: 'command' } {
  return { type: 'command', device, command: { type: 'lock', locked } }
}

function unlocked(own: BlockState, reader: string, causedBy: string): Effect[] {
  own.locked = false
  return [{ type: 'cancel-timer', timer: timerOf(reader) }, ...tellLock(own, reader, causedBy)]
}

function timerOf(reader: string): string {
  return `lock/${reader}`
}
