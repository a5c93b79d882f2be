import { z } from 'zod'
import { FilePath } from '../rig-file/schema/words.ts'
import { MATCHERS } from './expectations/index.ts'
import { LATER_WORDS } from './other-words.ts'
import type { StepWord } from './step-word.ts'
import { STEP_WORDS } from './steps/index.ts'
import { Start, Text } from './words.ts'

export const STEPS_MAX = 10_000

const Steps = z.array(z.unknown()).min(1, 'has at least one step').max(STEPS_MAX, `has at most ${STEPS_MAX} steps`)

const header = {
  scenario: Text.meta({ description: 'What it shows, in a few words.' }),
  proves: z
    .array(z.string().regex(/^(?:R\d{1,3}|C\d{1,2}[a-d]?|I\d{1,2})$/, 'is a number such as R107, C70 or I8'))
    .optional()
    .meta({ description: 'Requirements, corner cases and invariants that it proves.' }),
  rig: FilePath.meta({ description: 'The rig file, from the folder of this file.' }),
  start: Start.meta({ description: 'What the clocks show when it begins.' }),
  trusts: z.literal('by-hand', 'is by-hand, or left out').optional().meta({
    description: "The rig file's Trusts are not carried out when the rig comes up: steps do it.",
  }),
}

/** The file around its steps, which are checked one by one. */
export const ScenarioFile = z.strictObject({ ...header, steps: Steps })

const Refused = z
  .string()
  .max(64)
  .regex(/^[A-Z][A-Z0-9_]+$/, 'is a code such as STALE_DOCUMENT')
  .optional()
  .meta({ description: 'The step must fail, with this code.' })

/** A step as it may be written: only actions can be refused. */
export function stepSchema({ kind, schema }: StepWord): z.ZodObject {
  return kind === 'action' ? schema.extend({ refused: Refused }) : schema
}

/** A scenario file as it is written, for editors. */
export function writtenScenarioFile(): z.ZodType {
  const matchers = z.union(MATCHERS.map(({ schema }) => schema))
  const steps = STEP_WORDS.map((each) => {
    const { description } = each.schema.meta() ?? {}
    const schema = stepSchema(each)
    const sought = each.word in schema.shape && each.kind === 'expectation' ? { [each.word]: matchers } : {}
    return schema.extend(sought).meta({ ...(description !== undefined && { description }) })
  })
  const later = LATER_WORDS.map((word) =>
    z.looseObject({ [word]: z.unknown() }).meta({ description: 'Not built yet.' }),
  )
  return z
    .strictObject({
      ...header,
      steps: z
        .array(z.union([...steps, ...later]))
        .min(1)
        .max(STEPS_MAX),
    })
    .meta({
      title: 'loxrig scenario',
      description: 'What people and the world do in a rig, and what must happen (docs/interface.md).',
    })
}
