import { z } from 'zod'
import { Duration } from '../../../rig-file/schema/words.ts'
import { millisecondsOf } from '../../../rig-file/units.ts'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { link, onLink, waysOf } from './ways.ts'
import { Place } from './words.ts'

export const delay = faultWord({
  word: 'delay',
  schema: z
    .strictObject({
      delay: Place,
      ...link,
      by: Duration.regex(/[1-9]/, 'holds nothing back; heal ends a delay').meta({ description: 'For each message.' }),
    })
    .meta({
      description:
        'Makes a link slow: every message arrives so much later, in order. Steps do not wait for it; let time pass. Between ' +
        'Miniservers what takes 5 seconds or longer has failed for its sender, and arrives all the same.',
    }),
  names: { delay: placeNamed, to: placeNamed, from: placeNamed },
  tell: ({ delay, by, ...step }) => `delay everything ${onLink(delay, step)} by ${by}`,
  act: (faults, rig, { delay, by, ...step }) => faults.delay(waysOf(rig, delay, step), millisecondsOf(by)),
})
