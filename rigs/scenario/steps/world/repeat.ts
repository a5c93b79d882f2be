import { z } from 'zod'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { link, onLink, waysOf } from './ways.ts'
import { MessageCount, Place } from './words.ts'

export const repeat = faultWord({
  word: 'repeat',
  schema: z.strictObject({ repeat: Place, ...link, next: MessageCount }).meta({
    description: 'The next few messages of a link come twice.',
  }),
  names: { repeat: placeNamed, to: placeNamed, from: placeNamed },
  tell: ({ repeat, next, ...step }) => `repeat the next ${next} ${onLink(repeat, step)}`,
  act: (faults, rig, { repeat, next, ...step }) => faults.repeat(waysOf(rig, repeat, step), next),
})
