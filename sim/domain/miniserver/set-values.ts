import type { Uuid } from '../program/names.ts'
import type { IoValue } from '../trust-io/value.ts'
import type { Effect } from './effect.ts'
import { letFlow } from './logic/flow.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** A control and what it shall be at: 1 and 0 where that is on and off. */
export interface ValueSetting {
  readonly control: Uuid
  readonly value: IoValue
}

/**
 * Sets controls, in order, and all that follows from it by wires, logic and automatic rules (`letFlow`). What is so already stays,
 * and nothing follows; so does what has no value, or none of that kind.
 */
export function setValues(state: MiniserverState, settings: readonly ValueSetting[], moment: Moment): Effect[] {
  return settings.length === 0 ? [] : letFlow(state, { settings }, moment)
}
