import type { DecidingBlock } from './block.ts'
import { blockState } from './block-history.ts'
import type { BlockState } from './block-state.ts'
import type { Effect } from './effect.ts'
import { bellState } from './keypad-block/bell-state.ts'
import { setLight } from './keypad-block/light.ts'
import { forgetPreselection } from './keypad-block/preselection.ts'
import { tellLock } from './keypad-lock.ts'
import type { Moment } from './moment.ts'
import { hasText, TEXT, textState } from './output-text.ts'
import { selectBlock } from './selection.ts'
import type { MiniserverState } from './state.ts'

/** What follows from an input of a block that decides. */
interface BlockInput {
  readonly effects: readonly Effect[]
  /** The outputs that went off with it, and what each is at now. */
  readonly switchedOff: readonly { readonly terminal: string; readonly value: false | '' }[]
}

/** An input of a block that decides was set: Sel or Off (§3.6.2, §3.6.7). Others say nothing here. */
export function setBlockInput(
  state: MiniserverState,
  block: DecidingBlock,
  input: { readonly terminal: string; readonly on: boolean },
  moment: Moment,
): BlockInput {
  const { terminal, on } = input
  if (block.kind === 'authentication-nfc-code-touch' && terminal !== 'Off')
    return { ...NOTHING, effects: setLight(state, block, input) }
  if (terminal === 'Sel' && on && block.kind === 'access-controller') selectBlock(state, block, moment.at.monotonicMs)
  if (terminal !== 'Off') return NOTHING
  const own = blockState(state, block.reader)
  const wasOff = own.isOff === true
  own.isOff = on
  const reset = on ? resetOutputs(state, block, moment) : NOTHING
  if (block.kind !== 'authentication-nfc-code-touch' || wasOff === on) return reset
  return { ...reset, effects: [...reset.effects, ...tellOff(own, block.reader)] }
}

const NOTHING: BlockInput = { effects: [], switchedOff: [] }

/** Whoever had begun something at a keypad begins anew. */
function tellOff(own: BlockState, reader: string): Effect[] {
  delete own.firstFactor
  return [...forgetPreselection(own, reader), ...tellLock(own, reader)]
}

/** A pulse at Off ends what a grant began. */
function resetOutputs(state: MiniserverState, block: DecidingBlock, moment: Moment): BlockInput {
  const { on } = blockState(state, block.reader)
  const outputs = [...on.keys()]
  on.clear()
  return {
    effects: outputs.flatMap((output): Effect[] => [
      { type: 'cancel-timer', timer: `pulse/${block.reader}/${output}` },
      { type: 'state', device: block.reader, name: output.toLowerCase(), value: false },
      ...(output === 'Bell' ? bellState(state, block, false, moment) : []),
      ...(hasText(block, output) ? [textState(block, '')] : []),
    ]),
    switchedOff: outputs.flatMap((terminal): BlockInput['switchedOff'] => [
      { terminal, value: false },
      ...(hasText(block, terminal) ? [{ terminal: TEXT, value: '' } as const] : []),
    ]),
  }
}
