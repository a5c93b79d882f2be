import { z } from 'zod'
import { SCHEDULE_COMBINATIONS } from '../../../sim/domain/program/setting.ts'

const CUSTOM_FIELDS_MAX = 5

/** Settings of a Miniserver that are not as they are by default. */
export const Settings = z.strictObject({
  scheduleCombination: z.enum(SCHEDULE_COMBINATIONS).optional().meta({
    default: 'union',
    description: "How a user's access schedules and those of the groups go together (AMB-13).",
  }),
  customFields: z
    .array(z.string().max(64, 'has at most 64 letters'))
    .max(CUSTOM_FIELDS_MAX, 'has at most five titles')
    .optional()
    .meta({ description: "Titles of users' custom fields 1 to 5, in this order; an empty one keeps its own." }),
  accessTab: z
    .enum(['any-reader', 'nfc-code-touch'])
    .optional()
    .meta({ default: 'any-reader', description: 'With which blocks there is an Access tab (AMB-12).' }),
  shareTagKeys: z.boolean().optional().meta({
    default: true,
    description: 'Whether Miniservers that use its users get the keys of the tags learned here (P-34).',
  }),
  fieldQuirks: z.boolean().optional().meta({
    default: false,
    description: 'Whether it answers as real ones were seen to, where that is beside the documents (P-84).',
  }),
})
