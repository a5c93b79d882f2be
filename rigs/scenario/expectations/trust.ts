import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'
import { Exists } from './words.ts'

export const trust = matcher({
  word: 'trust',
  schema: z
    .strictObject({
      trust: Text.meta({ description: 'Its name.' }),
      at: Site.meta({ description: 'The site that is asked.' }),
      exists: Exists,
      role: z
        .enum(['manager', 'member', 'unsaved', 'evicted', 'left', 'dissolved'])
        .optional()
        .meta({ description: "The site's own." }),
      epoch: z.int().min(1).optional().meta({ description: 'Raised with every change of who is in it.' }),
      manager: Site.optional().meta({ description: 'The site that manages it.' }),
      ready: z.boolean().optional().meta({ description: 'At the manager: whether all that joined are finalised.' }),
      'key-generation': z.int().min(1).optional().meta({ description: 'At the manager: of the newest key file.' }),
    })
    .meta({ description: 'A Trust, as the Miniserver of a site sees it.' }),
  names: { at: aSite, manager: aSite },
  tell: ({ trust, at, ...sought }) => withFacts(`Trust ${trust} at ${at}`, sought),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig, estate: { file } }, { trust: name, at, manager, ...sought }): Promise<Look> => {
    const { trusts } = await rig.call('trust-status', { site: at })
    const found = trusts.find((each) => isSame(each.name, name))
    if (found === undefined) return judged(undefined, sought)
    const { role, ready, epoch, keyGeneration } = found
    const wanted = manager === undefined ? undefined : identityOf(file, siteNamed(file, manager)).serial
    const actual = { role, ready, epoch, 'key-generation': keyGeneration, manager: found.manager }
    return judged(actual, { ...sought, manager: wanted })
  },
})
