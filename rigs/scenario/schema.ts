import { z } from 'zod'
import { RIG_ERROR_CODES } from '../../sim/domain/errors.ts'
import { FilePath } from '../rig-file/schema/words.ts'
import { Lanes, Needs, Quarantine, StartFrom, Variants } from './header-words.ts'
import type { StepWord } from './step-word.ts'
import { Start, Text, WallTime } from './words.ts'

export const STEPS_MAX = 10_000

const Steps = z.array(z.unknown()).min(1, 'has at least one step').max(STEPS_MAX, `has at most ${STEPS_MAX} steps`)

/** Its keys, but for the steps. */
export const header = {
  scenario: Text.meta({ description: 'What it shows, in a few words.' }),
  proves: z
    .array(z.string().regex(/^(?:R\d{1,3}|C\d{1,2}[a-d]?|I\d{1,2})$/, 'is a number such as R107, C70 or I8'))
    .optional()
    .meta({ description: 'Requirements, corner cases and invariants that it proves.' }),
  source: Text.optional().meta({ description: 'Where what is expected is written, such as §3.3.1.' }),
  'rests-on': z
    .array(z.string().regex(/^(?:P|AMB)-\d{1,3}$/, 'is a number such as P-35 or AMB-13'))
    .min(1, 'names at least one decision')
    .optional()
    .meta({ description: 'Decisions that the expectation rests on where no source says (docs/decisions/).' }),
  rig: FilePath.meta({ description: 'The rig file, from the folder of this file.' }),
  secrets: FilePath.optional().meta({
    description:
      'A file only you may read (mode 0600), with `credentials:` by name as in a rig file. They are added to those of the rig; of a name that both have, this id counts.',
  }),
  'start-from': StartFrom.optional(),
  start: Start.optional().meta({ description: 'What the clocks show when it begins.' }),
  trusts: z.literal('by-hand', 'is by-hand, or left out').optional().meta({
    description: "The rig file's Trusts are not carried out when the rig comes up: steps do it.",
  }),
  needs: Needs.optional(),
  lanes: Lanes.optional(),
  variants: Variants.optional(),
  quarantine: Quarantine.optional(),
}

/** The file around its steps, which are checked one by one. */
export const ScenarioFile = z.strictObject({ ...header, steps: Steps })

/** A scenario that cannot run yet: what it waits for, and as much of the rest as can be said. Its steps are not looked at. */
export const OpenScenarioFile = z
  .strictObject(header)
  .partial()
  .extend({
    scenario: header.scenario,
    open: Text.meta({ description: 'What it waits for. It is never run and proves nothing until this line is gone.' }),
    steps: Steps.optional(),
  })

const Code = z.enum(RIG_ERROR_CODES, 'is a code such as STALE_DOCUMENT')
const Refused = Code.optional().meta({ description: 'The step must fail, with this code.' })

/** Of an App: the public API refuses with numbers (docs/miniserver-protocol.md §1.5). */
const RefusedToApp = z
  .union(
    [z.int().min(400, 'is 400 to 4999').max(4999, 'is 400 to 4999'), Code],
    'is a number of the public API such as 403, or a code such as STALE_DOCUMENT',
  )
  .optional()
  .meta({ description: 'The step must fail, with this number of the public API, or this code.' })

const At = WallTime.optional().meta({
  description: 'Lets time pass first, until the clock of the site that the step is about shows this.',
})

/** What a step of each kind may say besides its own keys: only actions can be refused, and time has a word of its own. */
const BESIDES: Readonly<Record<StepWord['kind'], z.ZodRawShape>> = {
  action: { refused: Refused, at: At },
  expectation: { at: At },
  time: {},
}

/** A step as it may be written. */
export function stepSchema({ kind, schema, isApp }: StepWord): z.ZodObject {
  return schema.extend(isApp === true ? { ...BESIDES[kind], refused: RefusedToApp } : BESIDES[kind])
}
