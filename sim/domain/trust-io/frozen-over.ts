import type { Effect } from '../miniserver/effect.ts'
import { setValues } from '../miniserver/set-values.ts'
import type { Uuid } from '../program/names.ts'
import type { Call } from '../trust/request.ts'
import { isIo, restingValue } from './value.ts'

/** It has stood long enough. */
export function frozenOver(step: Pick<Call, 'state' | 'at' | 'env'>, uuid: Uuid): Effect[] {
  const { state } = step
  if (!state.io.frozen.delete(uuid)) return []
  const control = state.program.controls.get(uuid)
  return isIo(control) ? setValues(state, [{ control: uuid, value: restingValue(control) }], step) : []
}
