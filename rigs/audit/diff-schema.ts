import { z } from 'zod'
import type { AuditDiff } from './diff.ts'

const instant = z.iso.datetime().describe('UTC, a whole minute')
const spans = z.array(z.strictObject({ from: instant, until: instant.describe('The first minute that is not in it') }))

const side = z
  .strictObject({ value: z.string(), where: z.string().exactOptional().describe('`rigs/two-sites.yaml:41`') })
  .exactOptional()

/** What `audit --diff` answers in JSON, for programs; `AuditDiff` says what it means. */
export const auditDiffSchema = z.strictObject({
  schema: z.literal('loxrig-audit-diff/1'),
  from: instant,
  until: instant,
  before: z.string(),
  after: z.string(),
  changes: z.array(
    z.strictObject({
      site: z.string(),
      door: z.string(),
      timeZone: z.string(),
      user: z.string(),
      origin: z.string().describe('The site that owns the user'),
      gained: spans,
      lost: spans,
      causes: z.array(
        z.strictObject({
          name: z.string().describe('`allow group:Staff access:Front Door`'),
          before: side.describe('Absent where there was no such thing'),
          after: side.describe('Absent where there is none any more'),
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<AuditDiff>
