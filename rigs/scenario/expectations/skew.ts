import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { durationInWords } from '../../evidence/plain-words.ts'
import { Duration } from '../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../rig-file/units.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site } from '../words.ts'

/** On live lanes time goes on between the setting of one clock and that of the other. */
const TOLERANCE_MS = 2000

export const skew = matcher({
  word: 'skew',
  schema: z
    .strictObject({
      skew: Site.meta({ description: 'The site whose clock is ahead of all others.' }),
      from: Site.meta({ description: 'The site whose clock is behind all others.' }),
      by: Duration.optional().meta({ description: 'How much, give or take two seconds.' }),
    })
    .meta({ description: 'The rig reports that the clocks of its sites differ, as "loxrig time" shows it.' }),
  names: { skew: aSite, from: aSite },
  tell: ({ skew, from, by }) =>
    `the clock of ${skew} to be ${by === undefined ? '' : `${by} `}ahead of that of ${from}`,
  concerns: () => false,
  look: async ({ rig, estate: { file } }, { skew: ahead, from, by }): Promise<Look> => {
    const { skew: found } = await rig.call('time-show', {})
    if (found === undefined) return { happened: 'the rig reported none' }
    const isSo = found.ahead === siteNamed(file, ahead) && found.behind === siteNamed(file, from)
    const isAsMuch = by === undefined || Math.abs(found.ms - millisecondsOf(by)) <= TOLERANCE_MS
    if (isSo && isAsMuch) return { met: found.code }
    return { happened: `${found.ahead} was ${durationInWords(found.ms)} ahead of ${found.behind}` }
  },
})
