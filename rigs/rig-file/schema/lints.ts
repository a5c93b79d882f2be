import { z } from 'zod'
import { LINT_CODES } from '../lints/codes.ts'
import { Name, Word } from './words.ts'

const REASON_MAX = 500

/** Lints that are meant so (P-160). */
export const Lints = z.strictObject({
  accept: z
    .array(
      z.strictObject({
        code: z.enum(LINT_CODES).meta({ description: 'As "loxrig check" shows it.' }),
        at: Word.optional().meta({ description: 'The site; left out, every site.' }),
        for: Name.optional().meta({
          description: 'What it is about: Anna, Anna@Office, group:Staff, access:Front Door; left out, everything.',
        }),
        reason: z.string().min(1, 'says why this is meant so').max(REASON_MAX),
      }),
    )
    .max(1000),
})
