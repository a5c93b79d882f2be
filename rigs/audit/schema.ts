import { z } from 'zod'
import type { IdleReason } from '../../sim/domain/access/audit/answer.ts'
import type { Reason } from '../../sim/domain/access/decision.ts'
import type { Audit } from './audit.ts'

export const reason = z.enum([
  ...([
    'EXPIRED_PRESENTATION',
    'READER_UNASSIGNED',
    'NOT_SELECTED',
    'SWITCHED_OFF',
    'LOCKED',
    'LEARN_MODE',
    'DIGITAL_INPUT',
    'TAG_UNREADABLE',
  ] as const),
  ...(['UNKNOWN_CREDENTIAL', 'USER_DISABLED', 'DISABLED_BY_SOURCE', 'DISABLED_HERE', 'ORIGIN_OFFLINE'] as const),
  ...(['DEACTIVATED', 'USED_UP', 'NOT_YET_VALID', 'EXPIRED', 'DENIED', 'NOT_CONFIGURED', 'OUTSIDE_SCHEDULE'] as const),
  ...(['MEANS_NOT_ACCEPTED', 'NO_CODE', 'PREFIX_MISSING'] as const),
  ...(['OUTPUT_NOT_ALLOWED', 'SECOND_FACTOR_AWAITED', 'ALLOWED'] as const),
]) satisfies z.ZodType<Reason>

const instant = z.iso.datetime().describe('UTC, a whole minute')

const via = z.strictObject({
  path: z.string().describe('`U:Anna`, or the way over groups: `UG:Employees/UG:Cleaning`'),
  schedule: z.string().exactOptional().describe('Absent where the door opens at all times'),
})

const run = z.strictObject({
  from: instant,
  until: instant.describe('The first minute that is not in it'),
  reason,
  via: via.exactOptional().describe('Of `ALLOWED`: the assignment that opens'),
})

export const idleReason = z.enum([
  ...(['DENIED', 'OVERRIDDEN', 'REQUIRED', 'OUTSIDE_SCHEDULE', 'SHADOWED'] as const),
]) satisfies z.ZodType<IdleReason>

const idleAllow = z.strictObject({
  ...via.shape,
  because: idleReason.describe(
    'A deny, an allow of the own, others that must be open too, its times, or another that is open whenever it is',
  ),
})

/** What `audit` answers in JSON, for programs; `Audit` says what it means. */
export const auditSchema = z.strictObject({
  schema: z.literal('loxrig-audit/1'),
  rig: z.string(),
  from: instant,
  until: instant,
  minutes: z.int().describe('From beginning to end: what a door that is always open counts'),
  doors: z
    .array(z.strictObject({ site: z.string(), name: z.string(), timeZone: z.string() }))
    .describe('By site, then by name'),
  users: z
    .array(
      z.strictObject({
        name: z.string(),
        origin: z.string().describe('The Miniserver that owns the user, as in `Anna@Office`'),
      }),
    )
    .describe('By name, then by origin'),
  answers: z
    .array(
      z.strictObject({
        minutes: z.int().describe('In how many the door opens'),
        runs: z.array(run),
        denies: z.array(via).exactOptional().describe('Of `DENIED`: every permission that refuses'),
        idle: z.array(idleAllow).exactOptional().describe('Every allow that no run is by, and why'),
      }),
    )
    .describe('Pairs that are answered alike share one'),
  cells: z
    .array(z.strictObject({ door: z.int(), user: z.int(), answer: z.int() }))
    .describe('Places in `doors`, `users` and `answers`; who is not here has no permission there, whatever the status'),
}) satisfies z.ZodType<Audit>
