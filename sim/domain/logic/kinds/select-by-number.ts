import { analog, type BlockBase, type BlockKind, digital } from '../block-kind.ts'

/**
 * A number selects outputs, as `Sel` of the vendor's Radio Buttons does [K19], by a table of its own (R57, P-234): O1 is on while
 * the number is one of those listed for it, `Else` while it is in no list. Off altogether while `En` is wired and off.
 */
export interface SelectByNumber extends BlockBase {
  readonly kind: 'select-by-number'
  readonly choices: readonly Choice[]
}

export interface Choice {
  /** 1–16. */
  readonly output: number
  readonly numbers: readonly number[]
}

export const OUTPUTS_MAX = 16

export const selectByNumber: BlockKind<SelectByNumber, null> = {
  title: 'Select by number',
  inputs: () => [...analog('Sel'), ...digital('En')],
  outputs: ({ choices }) => digital(...choices.map(({ output }) => `O${output}`), 'Else'),
  step({ block: { choices }, inputs: { Sel = 0, En = true } }) {
    const selected = choices.filter(({ numbers }) => numbers.includes(Number(Sel)))
    const outputs = choices.map((choice) => [`O${choice.output}`, En === true && selected.includes(choice)] as const)
    return { outputs: { ...Object.fromEntries(outputs), Else: En === true && selected.length === 0 }, memory: null }
  },
}
