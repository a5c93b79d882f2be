import { z } from 'zod'
import { Name, Word } from './words.ts'

/** What a question about a rig file that starts can be answered with; others need somebody at a reader. */
const REASONS = [
  ...['ALLOWED', 'DENIED', 'NOT_CONFIGURED', 'OUTSIDE_SCHEDULE', 'NOT_YET_VALID', 'EXPIRED'],
  ...['USER_DISABLED', 'DISABLED_BY_SOURCE', 'DISABLED_HERE', 'ORIGIN_OFFLINE'],
] as const

const KINDS = ['access', 'right', 'room', 'category', 'function', 'device'] as const

const OneOrMore = z.union([Name, z.array(Name).min(1, 'names at least one').max(1000)])

const Time = z.iso.datetime({
  local: true,
  offset: true,
  error: 'is a time on the clock of the site, such as 2026-12-24T18:00, or an instant with its offset',
})

const Span = z.strictObject({ from: Time, until: Time.meta({ description: 'Not included.' }) })

/**
 * Who may or may not, looked at by `loxrig check` (P-163). One of three: `user` with `object` and `expect`; `whoMay` an object with
 * `exactly` these users; `whatMay` a user with `exactly` these objects.
 */
export const Check = z.strictObject({
  name: Name.optional().meta({ description: 'What it is to show; told when it fails.' }),
  user: OneOrMore.optional().meta({ description: 'Anna, Anna@Office, group:Adults or member:Home; one or several.' }),
  object: OneOrMore.optional().meta({
    description:
      'home/access:Front Door, home/right:UserManagement, room:, category:, function:, device:; one or several.',
  }),
  expect: z
    .union([
      z.enum(['granted', 'denied'], { error: 'is granted, denied, or a map of reason and via' }),
      z.strictObject({
        reason: z.enum(REASONS).optional().meta({ default: 'ALLOWED' }),
        via: Name.optional().meta({ description: 'What the way goes through, as "explain" shows it: UG:Adults.' }),
      }),
    ])
    .optional(),
  whoMay: Name.optional().meta({ description: 'An object; exactly these users may.' }),
  whatMay: Name.optional().meta({ description: 'A user, group or Trust member; exactly these objects of one kind.' }),
  kind: z.enum(KINDS).optional().meta({ default: 'access', description: 'Of what "whatMay" lists.' }),
  exactly: z.array(Name).max(10_000).optional(),
  site: Word.optional().meta({ description: 'Where, when the object does not say it.' }),
  at: z
    .union([z.literal('always'), Time, z.array(Time).min(1, 'names at least one time').max(1000), Span])
    .optional()
    .meta({
      default: 'always',
      description: 'One time, several, from … until, or always: every minute of a year from now on.',
    }),
  scope: z.enum(['internal', 'external']).optional().meta({ description: 'Left out, in both alike.' }),
})
