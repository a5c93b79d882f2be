import { z } from 'zod'
import { FilePath } from '../rig-file/schema/words.ts'
import { LANE_NAMES } from './lane-name.ts'
import { NEED_NAMES } from './needs.ts'
import { PLACEHOLDER_NAME } from './placeholders.ts'
import { Text } from './words.ts'

/** Keys of a scenario file that say where, how often and from where it runs. */

export const VARIANTS_MAX = 1000

const Value = z.union([z.string().max(256, 'has at most 256 letters'), z.number(), z.boolean()], {
  error: 'is a text, a number, or true or false',
})

const ValueName = z.string().regex(new RegExp(`^${PLACEHOLDER_NAME}$`), 'is a word of small letters and digits')

const Row = z
  .record(ValueName, Value)
  .refine((row) => Object.keys(row).length > 0, 'gives at least one value')
  .meta({ description: 'The values of this variant; the same names in each.' })

export const Variants = z
  .record(Text, Row)
  .refine((rows) => Object.keys(rows).length > 0, 'has at least one variant')
  .refine((rows) => Object.keys(rows).length <= VARIANTS_MAX, `has at most ${VARIANTS_MAX} variants`)
  .meta({ description: 'A table. Each row is a run of its own, with its values where the rest of the file has $name.' })

/** The table by itself: it is read before the rest of the file, which it completes. */
export const VariantsTable = z.object({ variants: Variants })

export const StartFrom = FilePath.meta({
  description: 'A scenario file, from the folder of this one, whose steps come before those of this.',
})

export const Needs = z
  .array(z.enum(NEED_NAMES))
  .min(1, 'names at least one need, or is left out')
  .meta({ description: 'What must be there besides what its steps need by themselves. Without it, it is unverified.' })

export const Lanes = z
  .array(z.enum(LANE_NAMES))
  .min(1, 'names at least one lane, or is left out')
  .meta({ description: 'Where it may run; elsewhere it is unverified. Everywhere when left out.' })

export const Quarantine = z
  .strictObject({
    reason: Text.meta({ description: 'Why its failure is known and does not count.' }),
    until: z.iso.date('is a date such as 2026-12-31').meta({ description: 'The last day on which it may.' }),
  })
  .meta({ description: 'It runs and is reported, but its failure does not fail the suite until the day is over.' })
