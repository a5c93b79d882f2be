import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const useIntercom = stepWord({
  word: 'use-intercom',
  kind: 'action',
  schema: z
    .strictObject({
      'use-intercom': Text.meta({ description: 'An Intercom of the other site, by its name there.' }),
      from: Site,
      to: Site.meta({ description: 'The site where it is to be used.' }),
      name: Text.optional().meta({ description: 'What it shall be called here; as there when left out.' }),
      room: Text.optional(),
      category: Text.optional(),
      ...plane,
    })
    .meta({ description: 'Searches the periphery and adds an Intercom of another member, as "+" does.' }),
  names: { from: aSite, to: aSite },
  tell: (step) => `use ${step['use-intercom']} of ${step.from} at ${step.to}`,
  run: async (stage, { 'use-intercom': intercom, from, to, document, app, by, ...rest }) => {
    const where = planeOf(stage, to, { document, app, by })
    return done(await stage.rig.call('trust-intercom-add', { site: to, from, intercom, ...rest, ...where }))
  },
})
