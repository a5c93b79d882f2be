import { controlValue } from '../miniserver/control-value.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Uuid } from '../program/names.ts'
import type { Call } from '../trust/request.ts'
import { isIo, restingValue } from './value.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** How long a last value stands after the right to it is gone (P-208). */
const FREEZE_MS = 10_000

/** Nobody may say any more what this is at: its last value stands for a while, and then it is at rest (P-37). */
export function freeze({ state, at }: Step, uuid: Uuid): Effect[] {
  const control = state.program.controls.get(uuid)
  if (!isIo(control) || controlValue(state, control) === restingValue(control) || state.io.frozen.has(uuid)) return []
  state.io.frozen.add(uuid)
  return [{ type: 'set-timer', timer: frozenTimer(uuid), atMonotonicMs: at.monotonicMs + FREEZE_MS }]
}

/** Somebody says again what it is at. */
export function thaw({ state }: Pick<Step, 'state'>, uuid: Uuid): Effect[] {
  return state.io.frozen.delete(uuid) ? [{ type: 'cancel-timer', timer: frozenTimer(uuid) }] : []
}

function frozenTimer(uuid: Uuid): string {
  return `io/frozen/${uuid}`
}
