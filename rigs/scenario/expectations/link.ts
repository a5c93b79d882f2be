import { z } from 'zod'
import { PATHS } from '../../../sim/domain/connectivity/route.ts'
import { siteNamed } from '../../control/addresses.ts'
import { identityOf } from '../../rig-file/identity.ts'
import { Duration } from '../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'

export const link = matcher({
  word: 'link',
  schema: z
    .strictObject({
      link: Site.meta({ description: 'The site of the peer.' }),
      at: Site.meta({ description: 'The site that is asked.' }),
      path: z
        .enum([...PATHS, 'none'])
        .optional()
        .meta({ description: 'By which it is reached.' }),
      because: Text.optional().meta({ description: 'Some of why it is reached by none, or not by a faster path.' }),
      p95: Duration.optional().meta({ description: '95 of 100 requests were answered within so long.' }),
    })
    .meta({ description: 'How a Miniserver reaches a peer of its Trusts, once it has sent something there.' }),
  names: { link: aSite, at: aSite },
  tell: ({ link, at, ...sought }) => withFacts(`link to ${link} at ${at}`, sought),
  concerns: ({ channel }) => channel === 'notice',
  look: async ({ rig, estate }, { link: peer, at, because, p95, ...sought }): Promise<Look> => {
    const { serial } = identityOf(estate.file, siteNamed(estate.file, peer))
    const { peers } = await rig.call('trust-links', { site: at })
    const found = peers.find((each) => isSame(each.serial, serial))
    if (found === undefined) return { happened: 'nothing was sent there' }
    const { path = 'none', reason = '', passedOver = '', p95Ms } = found
    const why = `${reason}${passedOver}`
    if (because !== undefined && !why.toLowerCase().includes(because.toLowerCase()))
      return { happened: why === '' ? 'nothing is wrong with it' : why }
    if (p95 !== undefined && (p95Ms === undefined || p95Ms > millisecondsOf(p95)))
      return { happened: p95Ms === undefined ? 'nothing was answered' : `95 of 100 answers took ${p95Ms} ms` }
    return judged({ path }, sought)
  },
})
