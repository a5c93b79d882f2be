import type { Uuid } from '../program/names.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import { setValues } from './set-values.ts'
import type { MiniserverState } from './state.ts'

/** A control whose state shall be on or off. */
export interface Switching {
  readonly control: Uuid
  readonly on: boolean
  /** The input that a wire leads to. */
  readonly terminal?: string
}

/** Switches controls, in order, and all that follows from it (`setValues`). */
export function switchControls(state: MiniserverState, switchings: readonly Switching[], moment: Moment): Effect[] {
  return setValues(
    state,
    switchings.map(({ on, ...where }) => ({ ...where, value: Number(on) })),
    moment,
  )
}
