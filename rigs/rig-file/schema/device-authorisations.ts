import { z } from 'zod'
import { AccessCode } from './users.ts'
import { Instant, Name } from './words.ts'

/** What a keypad lets in by itself, whoever brings it: without access schedules, and at that keypad only (§3.6.1). */

const Output = z.int('is a whole number').min(1, 'is 1 to 6').max(6, 'is 1 to 6')

const outputs = {
  outputs: z
    .array(Output)
    .max(6)
    .optional()
    .meta({ description: 'Which it may switch; left out, all that are in use.' }),
  standardOutput: Output.optional().meta({
    description: 'What it switches when nothing was selected; left out, the lowest of its outputs.',
  }),
}

export const DeviceCodes = z.record(
  Name,
  z.strictObject({
    code: AccessCode.optional().meta({ description: 'Left out, it opens nothing until somebody sets one.' }),
    ...outputs,
    once: z.boolean().optional().meta({ default: false, description: 'It opens once (P-73).' }),
    validFrom: Instant.optional(),
    validUntil: Instant.optional(),
    active: z.boolean().optional().meta({ default: true }),
  }),
)

export const DeviceTags = z.record(
  Name,
  z.strictObject({
    tag: Name.meta({ description: 'A credential by name, or an id in any usual spelling.' }),
    ...outputs,
  }),
)
