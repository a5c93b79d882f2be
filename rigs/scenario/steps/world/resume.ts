import { z } from 'zod'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { Place } from './words.ts'

export const resume = faultWord({
  word: 'resume',
  schema: z.strictObject({ resume: Place }).meta({
    description:
      'What is paused goes on: what has arrived and what was due happens now, in the order in which it came.',
  }),
  names: { resume: placeNamed },
  tell: ({ resume }) => `resume ${resume}`,
  act: (faults, rig, { resume }) => faults.resume(placeNamed(rig, resume)),
})
