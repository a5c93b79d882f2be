import { type BlockBase, type BlockKind, digital, rises } from '../block-kind.ts'

/** Block "Flipflop" [K21]: a rising edge at S switches it on, R off, and R wins. */
export interface FlipFlop extends BlockBase {
  readonly kind: 'flip-flop'
  /** Parameter Rem: whether it is after a start as it was before. */
  readonly remanence: boolean
}

export const flipFlop: BlockKind<FlipFlop, { readonly on: boolean }> = {
  title: 'Flipflop',
  inputs: () => digital('S', 'R'),
  outputs: () => digital('O'),
  step({ memory, inputs, was }) {
    const on = inputs.R !== true && (rises({ inputs, was }, 'S') || memory?.on === true)
    return { outputs: { O: on }, memory: { on } }
  },
  kept: (memory) => memory,
}
