import { type BlockBase, type BlockKind, digital, numbered } from '../block-kind.ts'

/** Block "Or": on while anything that is wired to it is on. */
export interface Or extends BlockBase {
  readonly kind: 'or'
}

export const or: BlockKind<Or, null> = {
  title: 'Or',
  inputs: () => digital(...numbered('I', 8)),
  outputs: () => digital('O'),
  step: ({ inputs }) => ({ outputs: { O: Object.values(inputs).includes(true) }, memory: null }),
}
