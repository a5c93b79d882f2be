import { type Intercommunicated, isIntercommunicated } from '../intercommunication/remote.ts'
import type { LogicValue } from '../logic/value.ts'
import type { Uuid } from '../program/names.ts'
import { isNfcInput } from '../program/nfc-inputs.ts'
import type { Control } from '../program/program.ts'
import { fittingValue, type Io, type IoValue, isIo, restingValue } from '../trust-io/value.ts'
import { VALUE_STATES } from './api/control-states.ts'
import { stateUuid } from './api/state-uuid.ts'
import { setApiState } from './api/values.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** What a control is at; `undefined` for a kind without a value. */
export function controlValue(state: MiniserverState, control: Control): IoValue | undefined {
  if (isValued(control)) return valuesOf(state, control).get(control.uuid) ?? restingValue(control)
  const { api } = state
  return isSwitched(control) ? (api.values.get(stateUuid(control.uuid, 'active')) ?? 0) : undefined
}

/**
 * Puts a control at a value, and tells Apps. `undefined` where it is there already, has no value, or none of
 * that kind: then nothing follows.
 */
export function putControl(
  state: MiniserverState,
  control: Control,
  asked: IoValue,
  moment: Moment,
): { readonly value: IoValue; readonly effects: readonly Effect[] } | undefined {
  const value = takenBy(control, asked)
  if (value === undefined || controlValue(state, control) === value) return undefined
  if (isValued(control)) valuesOf(state, control).set(control.uuid, value)
  const name = VALUE_STATES[isValued(control) ? control.value : 'digital']
  return { value, effects: setApiState(state, { control: control.uuid, name, value }, moment.at, moment.env) }
}

/** A control's value as wires carry it: on and off where it is digital. */
export function wiredValue(control: Control, value: IoValue): LogicValue {
  return isValued(control) && control.value !== 'digital' ? value : value === 1
}

function takenBy(control: Control, value: IoValue): IoValue | undefined {
  if (isValued(control)) return fittingValue(control, value)
  return isSwitched(control) ? fittingValue({ value: 'digital' }, value) : undefined
}

/** What keeps a value of its own: an input or output, of a Trust or of Network Intercommunication. */
type Valued = Io | Intercommunicated

function isValued(control: Control): control is Valued {
  return isIo(control) || isIntercommunicated(control)
}

function valuesOf({ io, intercommunication }: MiniserverState, control: Valued): Map<Uuid, IoValue> {
  return isIo(control) ? io.values : intercommunication.values
}

function isSwitched(control: Control): boolean {
  return control.kind === 'switch' || control.kind === 'info-only-digital' || isNfcInput(control)
}
