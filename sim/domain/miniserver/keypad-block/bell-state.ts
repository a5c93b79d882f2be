import { setApiState } from '../api/values.ts'
import type { DecidingBlock } from '../block.ts'
import type { Effect } from '../effect.ts'
import type { Moment } from '../moment.ts'
import type { MiniserverState } from '../state.ts'

/** The keypad's state `events`: 1 while its bell rings (docs/miniserver-protocol.md §2.4). */
export function bellState(state: MiniserverState, { uuid }: DecidingBlock, on: boolean, { at, env }: Moment): Effect[] {
  return setApiState(state, { control: uuid, name: 'events', value: on ? 1 : 0 }, at, env)
}
