import { z } from 'zod'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { Place } from './words.ts'

export const crash = faultWord({
  word: 'crash',
  schema: z.strictObject({ crash: Place }).meta({
    description: 'A Miniserver or device dies and starts again at once, from what it has stored.',
  }),
  names: { crash: placeNamed },
  tell: ({ crash }) => `crash ${crash}`,
  act: (faults, rig, { crash }) => faults.crash(placeNamed(rig, crash)),
})
