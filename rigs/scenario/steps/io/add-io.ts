import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const addIo = stepWord({
  word: 'add-io',
  kind: 'action',
  schema: z
    .strictObject({
      'add-io': Text.meta({ description: 'Its name.' }),
      site: Site,
      direction: z.enum(['input', 'output']).meta({ description: 'Members read an input and write an output.' }),
      value: z.enum(['digital', 'analog', 'text']).optional().meta({ default: 'digital' }),
      description: Text.optional(),
      room: Text.optional(),
      category: Text.optional(),
      ...plane,
    })
    .meta({ description: 'Makes an input or output that members of a Trust can be given the right to.' }),
  names: { site: aSite },
  tell: (step) => `add ${step.direction} ${step['add-io']} at ${step.site}`,
  run: async (stage, { 'add-io': name, site, document, app, by, ...rest }) =>
    done(await stage.rig.call('io-add', { site, name, ...rest, ...planeOf(stage, site, { document, app, by }) })),
})
