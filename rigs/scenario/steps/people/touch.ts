import { z } from 'zod'
import { held } from '../../readers/held.ts'
import { misread } from '../../readers/misread.ts'
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
      misread: z.literal(true).optional().meta({
        description: 'The contact wobbles, so that its ROM arrives with a wrong CRC; nothing is decided of that.',
      }),
    })
    .meta({ description: 'Somebody touches a reader with an iButton.' }),
  names: { touch: anIButton, reader: anIButtonReader },
  tell: ({ touch, reader, misread }) => `touch ${reader} with ${touch}${misread === true ? ', misread' : ''}`,
  run: async (stage, { touch, reader, misread: isMisread }) =>
    isMisread === true
      ? misread(stage, { reader, ibutton: touch })
      : held(stage, 'touch', { reader, credential: touch }),
})
