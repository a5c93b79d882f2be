import { z } from 'zod'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { link, onLink, waysOf } from './ways.ts'
import { MessageCount, Place } from './words.ts'

export const reorder = faultWord({
  word: 'reorder',
  schema: z
    .strictObject({ reorder: Place, ...link, next: MessageCount.min(2, 'is 2 or more: one message has no order') })
    .meta({
      description:
        'The next few messages of a link arrive in the other order: they are held back until all have been sent, or until it ' +
        'is healed. Between Miniservers what is held back for 5 seconds has failed for its sender, and arrives all the same.',
    }),
  names: { reorder: placeNamed, to: placeNamed, from: placeNamed },
  tell: ({ reorder, next, ...step }) => `reorder the next ${next} ${onLink(reorder, step)}`,
  act: (faults, rig, { reorder, next, ...step }) => faults.reorder(waysOf(rig, reorder, step), next),
})
