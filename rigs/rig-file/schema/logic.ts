import { z } from 'zod'
import { CONDITIONS_MAX, OPERATOR_NAMES } from '../../../sim/domain/logic/kinds/status.ts'
import { millisecondsOf } from '../units.ts'
import { Duration } from './words.ts'

const YEAR_MS = 366 * 86_400_000

const Time = Duration.refine((text) => millisecondsOf(text) <= YEAR_MS, 'is a year at most')

const remanence = z
  .boolean()
  .optional()
  .meta({ default: false, description: 'Parameter Rem: whether it is after a start as it was before.' })

const And = z.strictObject({ kind: z.literal('and') })
const Or = z.strictObject({ kind: z.literal('or') })
const Not = z.strictObject({ kind: z.literal('not') })
const Xor = z.strictObject({ kind: z.literal('xor') })

const Equal = z.strictObject({
  kind: z.literal('equal'),
  value: z
    .number()
    .optional()
    .meta({ default: 0, description: 'What I1 is compared with where nothing is wired to I2.' }),
})

const SelectByNumber = z.strictObject({
  kind: z.literal('select-by-number'),
  outputs: z
    .partialRecord(
      z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16']),
      z.array(z.number()).min(1, 'has at least one number').max(1000),
    )
    .meta({ description: 'Outputs 1 to 16, and the numbers at Sel for which each is on. For all others Else is.' }),
})

const Monoflop = z.strictObject({
  kind: z.literal('monoflop'),
  pulse: Time.optional().meta({ default: '3s', description: 'Parameter Don: how long the pulse is. 0s is seen once.' }),
})

const FlipFlop = z.strictObject({ kind: z.literal('flip-flop'), remanence })
const Toggle = z.strictObject({ kind: z.literal('toggle'), remanence })

const StairwellLightSwitch = z.strictObject({
  kind: z.literal('stairwell-light-switch'),
  duration: Time.optional().meta({ default: '180s', description: 'Parameter Don: how long it is on.' }),
  warning: Time.optional().meta({ default: '15s', description: 'Parameter Tw: how long before the end it warns.' }),
  pause: Time.optional().meta({ default: '500ms', description: 'Parameter Dw: how long it is off to warn.' }),
  remanence,
})

const operators = OPERATOR_NAMES.map((each) => each.replace(/[*]/g, '\\*')).join('|')

const Condition = z
  .string()
  .max(256, 'has at most 256 letters')
  .regex(new RegExp(`^I[1-8] (?:${operators}) .*$`), 'is an input, an operator and a value, such as "I1 == 1"')

const Status = z.strictObject({
  kind: z.literal('status'),
  rows: z
    .array(
      z.strictObject({
        when: z
          .array(Condition)
          .max(CONDITIONS_MAX, `has at most ${CONDITIONS_MAX} conditions`)
          .optional()
          .meta({ description: `All of them must hold: "I1 == 1". Operators: ${OPERATOR_NAMES.join(' ')}` }),
        text: z.string().max(256).optional().meta({ description: 'What Txt says; <v1> is what I1 is.' }),
        value: z.number().optional().meta({ default: 0, description: 'What Val says.' }),
      }),
    )
    .min(1, 'has at least one row')
    .max(100, 'has at most 100 rows')
    .meta({ description: 'The first row that holds counts; one without "when" always does.' }),
})

/** A block of logic; `kind` is the block's name in Config. */
export const LogicBlock = z.discriminatedUnion('kind', [
  And,
  Or,
  Not,
  Xor,
  Equal,
  SelectByNumber,
  Monoflop,
  FlipFlop,
  Toggle,
  StairwellLightSwitch,
  Status,
])
