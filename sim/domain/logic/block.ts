import type { BlockKind, Pin } from './block-kind.ts'
import { type And, and } from './kinds/and.ts'
import { type Equal, equal } from './kinds/equal.ts'
import { type FlipFlop, flipFlop } from './kinds/flip-flop.ts'
import { type Monoflop, monoflop } from './kinds/monoflop.ts'
import { type Not, not } from './kinds/not.ts'
import { type Or, or } from './kinds/or.ts'
import { type SelectByNumber, selectByNumber } from './kinds/select-by-number.ts'
import { type StairwellLightSwitch, stairwellLightSwitch } from './kinds/stairwell-light-switch.ts'
import { type Status, status } from './kinds/status.ts'
import { type Toggle, toggle } from './kinds/toggle.ts'
import { type Xor, xor } from './kinds/xor.ts'
import type { ValueType } from './value.ts'

/** A block of logic as a program holds it. */
export type LogicBlock =
  | And
  | Or
  | Not
  | Xor
  | Equal
  | SelectByNumber
  | Monoflop
  | FlipFlop
  | Toggle
  | StairwellLightSwitch
  | Status

/** Every kind there is, by its name in rig files. */
export const BLOCK_KINDS: { readonly [Kind in LogicBlock['kind']]: AnyKind } = {
  and: anyKind(and),
  or: anyKind(or),
  not: anyKind(not),
  xor: anyKind(xor),
  equal: anyKind(equal),
  'select-by-number': anyKind(selectByNumber),
  monoflop: anyKind(monoflop),
  'flip-flop': anyKind(flipFlop),
  toggle: anyKind(toggle),
  'stairwell-light-switch': anyKind(stairwellLightSwitch),
  status: anyKind(status),
}

/** A kind whose blocks and memory are known to itself only. */
export type AnyKind = BlockKind<unknown, unknown>

/** What a block has to wire, by its kind and parameters. */
export interface Pins {
  readonly inputs: readonly Pin[]
  readonly outputs: readonly Pin<ValueType>[]
}

export function pinsOfBlock(block: LogicBlock): Pins {
  const kind = BLOCK_KINDS[block.kind]
  return { inputs: kind.inputs(block), outputs: kind.outputs(block) }
}

/** A block is stepped with its own memory only: whoever keeps both sees to that. */
function anyKind<Block, Memory>(kind: BlockKind<Block, Memory>): AnyKind {
  return kind as unknown as AnyKind
}
