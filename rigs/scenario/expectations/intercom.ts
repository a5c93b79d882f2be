import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite, onSite } from '../references.ts'
import { objectSite, Site, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'
import { Exists } from './words.ts'

export const intercom = matcher({
  word: 'intercom',
  schema: z
    .strictObject({
      intercom: Text.meta({ description: "The block of an Intercom, the site's own or another's: home/Gate." }),
      exists: Exists,
      rings: z.boolean().optional(),
      muted: z.boolean().optional(),
      'in-call': z.boolean().optional().meta({ description: 'Somebody answered, and has not hung up.' }),
      unanswered: z.int().min(0).optional().meta({ description: 'How many rings nobody answered.' }),
      streams: z.int().min(0).max(3).optional().meta({ description: 'Open pictures at an own one, with member: its.' }),
      member: Site.optional().meta({ description: 'A site that is authorised at an own one.' }),
      place: z.int().min(1).optional().meta({ description: 'Of its bell output among all, from 1.' }),
      gate: z.enum(['open', 'closed', 'none']).optional().meta({ description: 'none: it is not authorised.' }),
    })
    .meta({ description: 'How an Intercom stands: whether it rings, who answered, and who may see something.' }),
  names: { intercom: onSite, member: aSite },
  tell: ({ intercom, ...sought }) => withFacts(intercom, sought),
  concerns: ({ channel }) => channel === 'notice' || channel === 'state' || channel === '$state',
  look: async ({ rig, estate: { file } }, { intercom: address, member, ...sought }): Promise<Look> => {
    const site = objectSite(address)
    const { intercoms } = await rig.call('intercom-list', { site })
    const found = intercoms.find(({ name }) => isSame(name, address.slice(site.length + 1)))
    if (found === undefined) return judged(undefined, sought)
    const serial = member === undefined ? undefined : identityOf(file, siteNamed(file, member)).serial
    const at = found.members?.findIndex((each) => each.serial === serial) ?? -1
    const own = found.members?.[at]
    const gate = own === undefined ? 'none' : own.isOpen ? 'open' : 'closed'
    const { isRinging: rings, isMuted: muted, call, unanswered } = found
    const facts = { rings, muted, 'in-call': call !== undefined, unanswered: unanswered.length }
    const streams = member === undefined ? found.streams : own?.streams
    return judged({ ...facts, streams, gate, place: own && at + 1 }, sought)
  },
})
