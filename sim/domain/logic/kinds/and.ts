import { type BlockBase, type BlockKind, digital, numbered } from '../block-kind.ts'

/** Block "And": on while all that is wired to it is on. What is not wired does not count; with nothing wired it is off (P-233). */
export interface And extends BlockBase {
  readonly kind: 'and'
}

export const and: BlockKind<And, null> = {
  title: 'And',
  inputs: () => digital(...numbered('I', 8)),
  outputs: () => digital('O'),
  step({ inputs }) {
    const wired = Object.values(inputs)
    return { outputs: { O: wired.length > 0 && wired.every((value) => value === true) }, memory: null }
  },
}
