import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const dissolve = stepWord({
  word: 'dissolve',
  kind: 'action',
  schema: z
    .strictObject({
      dissolve: Text.meta({ description: 'Name of the Trust.' }),
      site: Site.meta({ description: 'The site whose Miniserver manages it.' }),
      ...plane,
    })
    .meta({ description: 'Dissolves a Trust: all its members are removed.' }),
  names: { site: aSite },
  tell: ({ dissolve, site }) => `dissolve Trust ${dissolve} at ${site}`,
  run: async (stage, { dissolve: trust, site, ...rest }) =>
    done(await stage.rig.call('trust-dissolve', { trust, site, ...planeOf(stage, site, rest) })),
})
