import { type BlockBase, type BlockKind, digital } from '../block-kind.ts'

/** Block "Not": on while its input is off, also where nothing is wired to it. */
export interface Not extends BlockBase {
  readonly kind: 'not'
}

export const not: BlockKind<Not, null> = {
  title: 'Not',
  inputs: () => digital('I'),
  outputs: () => digital('O'),
  step: ({ inputs }) => ({ outputs: { O: inputs.I !== true }, memory: null }),
}
