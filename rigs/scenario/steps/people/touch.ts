import { z } from 'zod'
import { held } from '../../readers/held.ts'
import { anIButton, anIButtonReader } from '../../references.ts'
import { stepWord } from '../../step-word.ts'
import { Reader, Text } from '../../words.ts'

export const touch = stepWord({
  word: 'touch',
  kind: 'action',
  schema: z
    .strictObject({
      touch: Text.meta({ description: 'An iButton by its name in the rig file, or its ROM.' }),
      reader: Reader,
    })
    .meta({ description: 'Somebody touches a reader with an iButton.' }),
  names: { touch: anIButton, reader: anIButtonReader },
  tell: ({ touch, reader }) => `touch ${reader} with ${touch}`,
  run: (stage, { touch, reader }) => held(stage, 'touch', { reader, credential: touch }),
})
