import type { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import type { Stage } from '../../stage.ts'
import { plane, Site, Text } from '../../words.ts'

/** Beside what it is, all that "+" in the Periphery Search takes. */
export const used = {
  from: Site,
  to: Site.meta({ description: 'The site where it is to be used.' }),
  name: Text.optional().meta({ description: 'What it shall be called here; as there when left out.' }),
  room: Text.optional(),
  category: Text.optional(),
  ...plane,
}

export const usedNames = { from: aSite, to: aSite }

type Used = z.output<z.ZodObject<typeof used>>

/** The same as the commands of the rig take it. */
export function usedAt(stage: Stage, { from, to, document, app, by, ...rest }: Used) {
  return { site: to, from, ...rest, ...planeOf(stage, to, { document, app, by }) }
}
