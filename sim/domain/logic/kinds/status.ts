import { TEXT_MAX } from '../../trust-io/value.ts'
import { analog, type BlockBase, type BlockKind, numbered, type Values } from '../block-kind.ts'
import type { LogicValue } from '../value.ts'

/**
 * Block "Status" [K18]: the first row whose conditions all hold says its text and its value; a row without conditions always does.
 * Where none does, the text is empty and the value 0. `<v1>` in a text is what I1 is; the text is cut to 1000 characters (P-210).
 */
export interface Status extends BlockBase {
  readonly kind: 'status'
  readonly rows: readonly StatusRow[]
}

export interface StatusRow {
  /** At most four. */
  readonly when: readonly Condition[]
  readonly text: string
  readonly value: number
}

export interface Condition {
  /** `I1`–`I8`. */
  readonly input: string
  readonly operator: Operator
  readonly value: number | string
}

export type Operator = keyof typeof OPERATORS

export const INPUTS: readonly string[] = numbered('I', 8)
export const CONDITIONS_MAX = 4

/** The vendor's operators: of numbers, and `*=` contains, `!*` does not, `:` begins with, `!:` does not. */
const OPERATORS = {
  '==': (a: Compared, b: Compared) => a === b,
  '!=': (a: Compared, b: Compared) => a !== b,
  '>=': (a: Compared, b: Compared) => a >= b,
  '<=': (a: Compared, b: Compared) => a <= b,
  '>': (a: Compared, b: Compared) => a > b,
  '<': (a: Compared, b: Compared) => a < b,
  '*=': (a: Compared, b: Compared) => String(a).includes(String(b)),
  '!*': (a: Compared, b: Compared) => !String(a).includes(String(b)),
  ':': (a: Compared, b: Compared) => String(a).startsWith(String(b)),
  '!:': (a: Compared, b: Compared) => !String(a).startsWith(String(b)),
}

type Compared = number | string

export const OPERATOR_NAMES: readonly Operator[] = Object.keys(OPERATORS) as Operator[]

export const status: BlockKind<Status, null> = {
  title: 'Status',
  inputs: () => INPUTS.map((name) => ({ name, type: 'any' })),
  outputs: () => [{ name: 'Txt', type: 'text' }, ...analog('Val')],
  step({ block, inputs }) {
    const row = block.rows.find(({ when }) => when.every((condition) => holds(condition, inputs)))
    return { outputs: { Txt: filledIn(row?.text ?? '', inputs), Val: row?.value ?? 0 }, memory: null }
  },
}

/** Texts are compared with texts; anything else as a number, digital ones as 0 and 1. */
function holds({ input, operator, value }: Condition, inputs: Values): boolean {
  const actual = inputs[input]
  if (typeof actual === 'string') return OPERATORS[operator](actual, String(value))
  return OPERATORS[operator](Number(actual ?? 0), typeof value === 'number' ? value : Number(value))
}

function filledIn(text: string, inputs: Values): string {
  return text.replace(/<v([1-8])>/g, (_, pin: string) => shown(inputs[`I${pin}`] ?? 0)).slice(0, TEXT_MAX)
}

function shown(value: LogicValue): string {
  return String(typeof value === 'boolean' ? Number(value) : value)
}
