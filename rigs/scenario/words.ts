import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import { instantAt } from '../control/instants.ts'
import { Duration } from '../rig-file/schema/words.ts'

/** The smallest parts of steps. */

const text = z.string().min(1, 'must not be empty').max(256, 'has at most 256 letters')

export const Text = text
export const Site = text.meta({ description: 'A site of the rig.' })
export const Reader = text.meta({
  description: 'A keypad, iButton reader or external reader, such as home/front-door.',
})
export const Principal = text.meta({ description: 'Anna, Anna@Office, group:Adults or member:Home.' })
export const AccessObject = text.meta({
  description: 'With its site: home/access:Front Door, office/right:UserManagement.',
})

/** Time that is let pass, or that something has to happen in. */
export const Wait = Duration.regex(/[1-9]/, 'lets no time pass')

const DAY = String.raw`\d{4}-\d{2}-\d{2}`
const TIME = String.raw`\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?`

/** A time on a clock on the wall, its day left out where the next one is meant; with an offset, an instant. */
export const WallTime = z
  .string()
  .max(64)
  .regex(new RegExp(`^(?:(?:${DAY}[T ])?${TIME}|${DAY}[T ]${TIME}(?:Z|[+-]\\d{2}:\\d{2}))$`), {
    error: 'is a time such as "08:00", "2026-10-25T02:30" or, of a time that comes twice, "2026-10-25T02:30+01:00"',
    abort: true,
  })
  .refine(isTime, 'is no time of any day')

/** Where a run begins: an instant, or a time on a clock of a zone. */
export const Start = z
  .string()
  .max(96)
  .regex(
    new RegExp(`^${DAY}[T ]${TIME}(?:Z|[+-]\\d{2}:\\d{2})?(?:\\[[A-Za-z0-9_+/-]+\\])?$`),
    'is an instant such as "2026-10-23T05:30Z", or a local time with its zone, such as "2026-10-23T07:30[Europe/Vienna]"',
  )

/** The Config document, or at once. */
export const plane = {
  document: text.optional().meta({ description: 'A second Config document has a name of its own.' }),
  app: z.boolean().optional().meta({ description: 'Changes the running program at once, as the App does.' }),
  by: text.optional().meta({ description: "The user who does it; the site's administrator when left out." }),
}

export const App = text.meta({ description: 'An App, by the name that its log-in gave it.' })

/** Through which listener an App comes. */
export const Scope = z
  .enum(['internal', 'external'])
  .optional()
  .meta({ default: 'internal', description: "Through which of the Miniserver's listeners." })

export const document = { document: plane.document }
export const by = { by: plane.by }

export const scope = z
  .enum(['internal', 'external', 'both'])
  .optional()
  .meta({ description: 'Doors and Intercoms have none.' })

function isTime(text: string): boolean {
  try {
    instantAt(text, 'UTC', 0)
    return true
  } catch (error) {
    if (error instanceof RigError) return false
    throw error
  }
}

/** The site of `home/access:Front Door`. */
export function objectSite(object: string): string {
  return object.slice(0, Math.max(object.indexOf('/'), 0))
}
