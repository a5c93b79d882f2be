import { type BlockBase, type BlockKind, digital, rises } from '../block-kind.ts'

/**
 * Block "Switch" of Config [K20], without its face in the App: a rising edge at Tg changes it, one at On switches it on. Off
 * switches it off and locks it while it is on.
 */
export interface Toggle extends BlockBase {
  readonly kind: 'toggle'
  /** Parameter Rem: whether it is after a start as it was before. */
  readonly remanence: boolean
}

export const toggle: BlockKind<Toggle, { readonly on: boolean }> = {
  title: 'Switch',
  inputs: () => digital('Tg', 'On', 'Off'),
  outputs: () => digital('O'),
  step({ memory, inputs, was }) {
    const changed = rises({ inputs, was }, 'Tg') ? memory?.on !== true : memory?.on === true
    const on = inputs.Off !== true && (changed || rises({ inputs, was }, 'On'))
    return { outputs: { O: on }, memory: { on } }
  },
  kept: (memory) => memory,
}
