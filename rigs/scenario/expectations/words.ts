import { z } from 'zod'
import type { Look } from '../matcher.ts'
import { Text } from '../words.ts'

/** Parts that several expectations share. */

export const Times = z
  .int()
  .min(1)
  .max(1000)
  .optional()
  .meta({ description: 'How often since the last action, exactly; at least once when left out.' })

export const Exists = z.boolean().optional().meta({ default: true, description: 'false: it is not there.' })

export const App = z
  .boolean()
  .optional()
  .meta({ description: 'Looks at the running program, also where a document is open.' })

/** Names are shown in reports, ids are not (I3). */
export const CredentialName = Text.regex(
  /^(?!(?:[0-9A-Fa-f]{2}[ :.-]?){4,10}$)/,
  'is the name of a credential, not its id',
)

/** Whether what was found so often was sought so often. */
export function counted(number: number, times: number | undefined, met: unknown): Look {
  if (times === undefined || number === times) return { met }
  return { happened: `it happened ${often(number)}` }
}

/** `once`, `3 times`. */
export function often(number: number): string {
  return number === 1 ? 'once' : `${number} times`
}

/** A document that is open is easily forgotten. */
export function located(look: Look, plane: 'document' | 'program'): Look {
  if ('met' in look || plane === 'program') return look
  return { ...look, why: 'a document is open there and was looked at; app: true looks at the program that runs' }
}
