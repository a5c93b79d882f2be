import type { AuthenticationNfcCodeTouch } from '../../program/program.ts'
import { blockState } from '../block-history.ts'
import type { Effect } from '../effect.ts'
import type { MiniserverState } from '../state.ts'

/** The inputs of the status LED, and the letter of each (§3.6.2). */
const LETTERS: Readonly<Record<string, string>> = { Lr: 'r', Lg: 'g', Lb: 'b', Lw: 'w' }

/** An input Lr, Lg, Lb or Lw was set; what else there is says nothing here. A keypad on a battery has no such light. */
export function setLight(
  state: MiniserverState,
  { reader }: AuthenticationNfcCodeTouch,
  { terminal, on }: { readonly terminal: string; readonly on: boolean },
): Effect[] {
  const letter = LETTERS[terminal]
  const own = blockState(state, reader)
  const before = own.lights ?? ''
  if (letter === undefined || before.includes(letter) === on) return []
  own.lights = [...'rgbw'].filter((each) => (each === letter ? on : before.includes(each))).join('')
  return [tellLight(reader, own.lights)]
}

export function tellLight(device: string, light: string): Effect {
  return { type: 'command', device, command: { type: 'light', light } }
}
