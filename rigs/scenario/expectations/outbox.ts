import { z } from 'zod'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site } from '../words.ts'
import { judged, withFacts } from './facts.ts'

const count = z.int().min(0).optional()

export const outbox = matcher({
  word: 'outbox',
  schema: z
    .strictObject({
      outbox: Site,
      'most-in-flight': count.meta({ description: 'Trust messages on their way at once, since it has power.' }),
      'most-waiting': count.meta({ description: 'Trust messages that waited for their turn at once.' }),
    })
    .meta({ description: 'What a Miniserver had to send to its Trust peers (docs/behaviour.md 3.3.5).' }),
  names: { outbox: aSite },
  tell: ({ outbox, ...sought }) => withFacts(`outbox of ${outbox}`, sought),
  concerns: ({ channel }) => channel === 'notice',
  look: async ({ rig }, { outbox: site, ...sought }): Promise<Look> => {
    const { mostInFlight, mostWaiting } = await rig.call('trust-links', { site })
    return judged({ 'most-in-flight': mostInFlight, 'most-waiting': mostWaiting }, sought)
  },
})
