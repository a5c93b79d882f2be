import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const leave = stepWord({
  word: 'leave',
  kind: 'action',
  schema: z
    .strictObject({
      leave: Site.meta({ description: 'The site whose Miniserver leaves.' }),
      trust: Text.optional().meta({ description: 'May be left out where there is one.' }),
      ...plane,
    })
    .meta({ description: 'A Miniserver leaves a Trust: what came by it goes.' }),
  names: { leave: aSite },
  tell: ({ leave }) => `${leave} leaves the Trust`,
  run: async (stage, { leave: site, trust, ...rest }) =>
    done(
      await stage.rig.call('trust-leave', {
        ...{ site, ...(trust !== undefined && { trust }) },
        ...planeOf(stage, site, rest),
      }),
    ),
})
