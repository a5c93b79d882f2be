import type { LogicValue } from '../../logic/value.ts'
import type { Uuid } from '../../program/names.ts'
import type { Effect } from '../effect.ts'
import { KEYPAD_OUTPUTS } from '../keypad-block/outputs.ts'
import type { Moment } from '../moment.ts'
import type { MiniserverState } from '../state.ts'
import { letFlow } from './flow.ts'
import { forgetGone } from './keep.ts'

/** The unit is up: wires carry nothing yet, blocks know what they kept, and each is asked once (P-232). */
export function startLogic(state: MiniserverState, moment: Moment): Effect[] {
  const { logic } = state
  for (const map of [logic.values, logic.blocks, logic.inputs, logic.why]) map.clear()
  logic.rev = undefined
  const records = forgetGone(state)
  return [
    ...(records.length > 0 ? [{ type: 'commit', records, then: [] } as const] : []),
    ...letFlow(state, { outputs: [...firstOutputs(state)] }, moment),
  ]
}

/** A block of logic is due. */
export function logicTimer(state: MiniserverState, uuid: Uuid, moment: Moment): Effect[] {
  return letFlow(state, { due: [uuid], causedBy: state.logic.blocks.get(uuid)?.causedBy }, moment)
}

/** What outputs of controls are at before anything happened, where that is not off, 0 or empty: Bsel is −1. */
function* firstOutputs({ program }: MiniserverState): Iterable<{ control: Uuid; terminal: string; value: LogicValue }> {
  for (const { kind, uuid: control } of program.controls.values()) {
    if (kind !== 'authentication-nfc-code-touch') continue
    for (const [terminal, value] of Object.entries(KEYPAD_OUTPUTS)) yield { control, terminal, value }
  }
}
