import { z } from 'zod'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'
import { Exists } from './words.ts'

export const periphery = matcher({
  word: 'periphery',
  schema: z
    .strictObject({
      periphery: Text.meta({ description: 'An input or output, by its name there.' }),
      from: Site,
      at: Site.meta({ description: 'The site that searches.' }),
      exists: Exists,
      direction: z.enum(['input', 'output']).optional(),
      value: z.enum(['digital', 'analog', 'text']).optional(),
      description: Text.optional(),
      added: Text.optional().meta({ description: 'What it is called at the site that searches, where it was added.' }),
    })
    .meta({ description: 'What the Periphery Search of a site finds at another member of its Trust.' }),
  names: { from: aSite, at: aSite },
  tell: ({ periphery, from, at, ...sought }) => withFacts(`${periphery} of ${from} in the periphery of ${at}`, sought),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig }, { periphery: name, from, at: site, ...sought }): Promise<Look> => {
    const { found } = await rig.call('trust-periphery', { site, from })
    const io = found.find((each) => isSame(each.name, name))
    return judged(
      io && { direction: io.direction, value: io.value, description: io.description, added: io.added },
      sought,
    )
  },
})
