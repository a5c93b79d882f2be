import { z } from 'zod'
import type { CompactAudit } from './compact-audit.ts'
import { idleReason, reason } from './schema.ts'

const place = z.int().min(-1)
const via = z.strictObject({ path: z.string(), schedule: z.string().exactOptional() })

/** An audit as it is passed on between processes of the rig; `CompactAudit` says what it means. */
export const compactAuditSchema = z.strictObject({
  rig: z.string(),
  fromMs: z.int().describe('Milliseconds since 1970 UTC, a whole minute'),
  minutes: z.int().describe('From beginning to end'),
  doors: z.array(z.strictObject({ site: z.string(), name: z.string(), timeZone: z.string() })),
  users: z.array(z.strictObject({ name: z.string(), origin: z.string() })),
  marks: z.array(z.strictObject({ reason, via: via.exactOptional() })),
  answers: z.array(
    z.strictObject({
      minutes: z.int(),
      runs: z.array(place).describe('By turns the minute at which a run begins, and the place of its mark'),
      denies: z.array(via),
      idle: z.array(z.strictObject({ via, because: idleReason })),
    }),
  ),
  places: z.array(place).describe('For each door, and within it each user, the place of the answer; -1 for none'),
}) satisfies z.ZodType<CompactAudit>
