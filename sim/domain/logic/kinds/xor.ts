import { type BlockBase, type BlockKind, digital } from '../block-kind.ts'

/** Block "Xor": on while one of its two inputs is on and the other is not. */
export interface Xor extends BlockBase {
  readonly kind: 'xor'
}

export const xor: BlockKind<Xor, null> = {
  title: 'Xor',
  inputs: () => digital('I1', 'I2'),
  outputs: () => digital('O'),
  step: ({ inputs }) => ({ outputs: { O: (inputs.I1 === true) !== (inputs.I2 === true) }, memory: null }),
}
