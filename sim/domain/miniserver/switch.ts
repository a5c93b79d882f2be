import type { Uuid } from '../program/names.ts'
import { stateUuid } from './api/state-uuid.ts'
import { setApiState } from './api/values.ts'
import { actionsSetOff } from './automatic-rules.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** A control whose state shall be on or off. */
export interface Switching {
  readonly control: Uuid
  readonly on: boolean
}

/**
 * Switches controls, in order, and all that follows from it by wires and automatic rules (R87). What is so already
 * stays, and nothing follows; so does what has no state that is on or off.
 *
 * Ends always: a rule acts once for each call, at the first change that sets it off (P-112), and a wire only hands on.
 */
export function switchControls(state: MiniserverState, switchings: readonly Switching[], moment: Moment): Effect[] {
  const waiting = [...switchings]
  const acted = new Set<Uuid>()
  const effects: Effect[] = []
  // What follows is put behind what waits already.
  for (const switching of waiting) {
    if (!isDigital(state, switching.control) || isOn(state, switching.control) === switching.on) continue
    const { control, on } = switching
    effects.push(...setApiState(state, { control, name: 'active', value: on ? 1 : 0 }, moment.at, moment.env))
    waiting.push(...wiredFrom(state, switching), ...actionsSetOff(state.program, switching, acted))
  }
  return effects
}

/** Whether a control's state is on. */
function isOn({ api }: MiniserverState, control: Uuid): boolean {
  return api.values.get(stateUuid(control, 'active')) === 1
}

function isDigital({ program }: MiniserverState, uuid: Uuid): boolean {
  const kind = program.controls.get(uuid)?.kind
  return kind === 'switch' || kind === 'info-only-digital'
}

/** The output of a switch. */
const OUTPUT = 'O'

function wiredFrom({ program }: MiniserverState, { control, on }: Switching): Switching[] {
  return [...program.wiring.values()]
    .filter(({ from }) => from.control === control && from.terminal === OUTPUT)
    .map(({ to }) => ({ control: to.control, on }))
}
