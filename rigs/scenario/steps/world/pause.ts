import { z } from 'zod'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { Place } from './words.ts'

export const pause = faultWord({
  word: 'pause',
  schema: z.strictObject({ pause: Place }).meta({
    description:
      'A Miniserver or device stands still: its timers do not fire, and what arrives waits until it resumes.',
  }),
  names: { pause: placeNamed },
  tell: ({ pause }) => `pause ${pause}`,
  act: (faults, rig, { pause }) => faults.pause(placeNamed(rig, pause)),
})
