import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const useIo = stepWord({
  word: 'use-io',
  kind: 'action',
  schema: z
    .strictObject({
      'use-io': Text.meta({ description: 'An input or output of the other site, by its name there.' }),
      from: Site,
      to: Site.meta({ description: 'The site where it is to be used.' }),
      name: Text.optional().meta({ description: 'What it shall be called here; as there when left out.' }),
      room: Text.optional(),
      category: Text.optional(),
      ...plane,
    })
    .meta({ description: 'Searches the periphery and adds an input or output of another member, as "+" does.' }),
  names: { from: aSite, to: aSite },
  tell: (step) => `use ${step['use-io']} of ${step.from} at ${step.to}`,
  run: async (stage, { 'use-io': io, from, to, document, app, by, ...rest }) => {
    const where = planeOf(stage, to, { document, app, by })
    return done(await stage.rig.call('trust-periphery-add', { site: to, from, io, ...rest, ...where }))
  },
})
