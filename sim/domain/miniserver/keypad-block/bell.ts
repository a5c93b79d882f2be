import type { AuthenticationNfcCodeTouch } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { isDead } from '../keypad-lock.ts'
import type { Moment } from '../moment.ts'
import type { MiniserverState } from '../state.ts'
import { setOutputs, signal } from './outputs.ts'

/** Bsel has no more digits (P-47). */
const DIGITS_MAX = 4
const NO_NUMBER = -1

/**
 * Somebody pressed the bell, after these digits (§3.6.3): Bsel has them before Bell rises, so that logic knows who is meant. The
 * bell of a locked keypad is as dead as its keys (§3.6.4).
 */
export function ring(
  state: MiniserverState,
  block: AuthenticationNfcCodeTouch,
  digits: string,
  causedBy: string,
  moment: Moment,
): Effect[] {
  const { reader } = block
  const own = state.blocks.get(reader)
  if (own !== undefined && isDead(own)) return []
  const value = numberOf(digits)
  // Each bell says whom it is for, also where the last one said the same.
  const isSame = own?.values.get('Bsel') === value
  return [
    ...(isSame ? [{ type: 'state', device: reader, name: 'bsel', value, causedBy } as const] : []),
    ...setOutputs(state, block, { Bsel: value }, causedBy, moment),
    ...signal(state, block, 'Bell', causedBy, moment),
    { type: 'command', device: reader, command: { type: 'feedback', signal: 'rung' }, causedBy },
  ]
}

function numberOf(digits: string): number {
  return digits === '' || digits.length > DIGITS_MAX ? NO_NUMBER : Number(digits)
}
