import { analog, type BlockBase, type BlockKind, digital } from '../block-kind.ts'

/** Block "Equal": on while two numbers are the same. `value` stands in for I2 where nothing is wired to it (P-233). */
export interface Equal extends BlockBase {
  readonly kind: 'equal'
  readonly value: number
}

export const equal: BlockKind<Equal, null> = {
  title: 'Equal',
  inputs: () => analog('I1', 'I2'),
  outputs: () => digital('O'),
  step: ({ block, inputs: { I1 = 0, I2 = block.value } }) => ({ outputs: { O: I1 === I2 }, memory: null }),
}
