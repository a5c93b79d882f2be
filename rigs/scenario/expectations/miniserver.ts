import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { judged, withFacts } from './facts.ts'

export const miniserver = matcher({
  word: 'miniserver',
  schema: z
    .strictObject({
      miniserver: Site,
      answers: z.boolean().optional().meta({ description: 'Whether it can be asked at all.' }),
      rev: z.int().min(0).optional().meta({ description: 'Revision of the program that runs.' }),
      documents: z
        .array(Text)
        .max(100)
        .optional()
        .meta({ description: 'Names of documents that are open, among others; [] for none.' }),
    })
    .meta({ description: 'A Miniserver, as "loxrig status" shows it.' }),
  names: { miniserver: aSite },
  tell: ({ miniserver, ...sought }) => withFacts(`the Miniserver of ${miniserver}`, sought),
  concerns: ({ channel }) => channel === '$state' || channel === 'notice',
  look: async ({ rig, estate }, { miniserver: name, ...sought }): Promise<Look> => {
    const site = siteNamed(estate.file, name)
    const { miniservers } = await rig.call('status', {})
    const found = miniservers.find((each) => each.site === site)
    if (found === undefined) return judged(undefined, sought)
    const { rev, fault } = found
    const documents = found.documents.map(({ document }) => document)
    const look = judged({ answers: fault === undefined, rev, documents }, sought)
    return 'met' in look || fault === undefined ? look : { ...look, why: fault }
  },
})
