import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'
import { Exists } from './words.ts'

export const member = matcher({
  word: 'member',
  schema: z
    .strictObject({
      member: Site,
      at: Site.meta({ description: 'The site that is asked.' }),
      trust: Text.optional().meta({ description: 'May be left out where both are in one.' }),
      exists: Exists,
      state: z.enum(['created', 'saved', 'invited', 'joined', 'finalized', 'removed']).optional(),
      'shown-in': Text.optional().meta({ description: 'At the manager: a group of members.' }),
      online: z.boolean().optional().meta({ description: 'Whether it is heard, where users of it are used.' }),
    })
    .meta({ description: 'A member of a Trust, as the Miniserver of a site sees it.' }),
  names: { member: aSite, at: aSite },
  tell: ({ member, at, trust: _, ...sought }) => withFacts(`member ${member} at ${at}`, sought),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig, estate }, { member: name, at, trust, ...sought }): Promise<Look> => {
    const { serial } = identityOf(estate.file, siteNamed(estate.file, name))
    const { trusts } = await rig.call('trust-status', { site: at })
    const meant = trusts.filter((each) => trust === undefined || isSame(each.name, trust))
    const found = meant.flatMap(({ members }) => members).find((each) => isSame(each.serial, serial))
    return judged(found && { state: found.state, 'shown-in': found.group, online: found.online }, sought)
  },
})
