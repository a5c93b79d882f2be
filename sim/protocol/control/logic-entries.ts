import { z } from 'zod'
import type { LogicBlock } from '../../domain/logic/block.ts'
import { CONDITIONS_MAX, OPERATOR_NAMES } from '../../domain/logic/kinds/status.ts'
import { name, text, uuid, wholeNumber } from './words.ts'

const base = { uuid, name }
const remanence = z.boolean().describe('Whether it is after a start as it was before')
const ms = wholeNumber.min(0).describe('Milliseconds')

const condition = z.strictObject({
  input: name.describe('I1 to I8'),
  operator: z.enum(OPERATOR_NAMES),
  value: z.union([z.number(), text]),
})

/** A block of logic, as the control API carries it. */
export const logicBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('and'), ...base }),
  z.strictObject({ kind: z.literal('or'), ...base }),
  z.strictObject({ kind: z.literal('not'), ...base }),
  z.strictObject({ kind: z.literal('xor'), ...base }),
  z.strictObject({ kind: z.literal('equal'), ...base, value: z.number() }),
  z.strictObject({
    kind: z.literal('select-by-number'),
    ...base,
    choices: z.array(z.strictObject({ output: wholeNumber, numbers: z.array(z.number()).max(1000) })).max(16),
  }),
  z.strictObject({ kind: z.literal('monoflop'), ...base, onMs: ms }),
  z.strictObject({ kind: z.literal('flip-flop'), ...base, remanence }),
  z.strictObject({ kind: z.literal('toggle'), ...base, remanence }),
  z.strictObject({
    kind: z.literal('stairwell-light-switch'),
    ...{ ...base, onMs: ms, warningMs: ms, warningOffMs: ms, remanence },
  }),
  z.strictObject({
    kind: z.literal('status'),
    ...base,
    rows: z.array(z.strictObject({ when: z.array(condition).max(CONDITIONS_MAX), text, value: z.number() })).max(100),
  }),
]) satisfies z.ZodType<LogicBlock>
