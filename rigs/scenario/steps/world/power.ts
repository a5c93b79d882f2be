import { z } from 'zod'
import { faultWord } from './fault-word.ts'
import { placeNamed } from './place.ts'
import { Place } from './words.ts'

export const power = faultWord({
  word: 'power',
  schema: z.strictObject({ power: z.enum(['on', 'off']), of: Place }).meta({
    description:
      'Takes the power from a Miniserver or device, or gives it back. Without it all that is not durable is gone, and others ' +
      'hear the last will; with it, it starts from what it has stored. Devices keep theirs when their Miniserver loses it.',
  }),
  names: { of: placeNamed },
  tell: ({ power, of }) => `power ${power} ${of}`,
  act: (faults, rig, { power, of }) => faults.power(placeNamed(rig, of), power),
})
