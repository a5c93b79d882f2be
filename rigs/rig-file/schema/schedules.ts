import { z } from 'zod'
import { Name, NameList, TimeOfDay } from './words.ts'

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const Entry = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1, 'names at least one day').optional(),
  mode: Name.optional().meta({ description: 'An operating mode instead of days.' }),
  from: TimeOfDay,
  to: TimeOfDay.meta({ description: 'Not included. Before "from": the next day. 24:00 is the end of the day.' }),
  needsActivation: z
    .boolean()
    .optional()
    .meta({ default: false, description: 'Of the block Schedule; means nothing for access.' }),
})

/** §3.7 of docs/behaviour.md. Times are of the site's wall clock. */
export const Schedule = z.strictObject({
  modes: NameList.optional().meta({
    description:
      'Operating modes that replace the weekday while they are active, highest priority first, also without an entry (closed). ' +
      'Left out: those that entries name, in their order.',
  }),
  entries: z.array(Entry).max(1000),
})

export const OperatingMode = z.strictObject({
  id: z
    .int('is a whole number')
    .optional()
    .meta({ description: '10 and above or negative. Not for the built-in ones.' }),
  active: z.boolean().optional().meta({ default: false }),
})
