import { z } from 'zod'
import { held } from '../../readers/held.ts'
import { aKeypad, aTag } from '../../references.ts'
import { stepWord } from '../../step-word.ts'
import { Reader, Text } from '../../words.ts'

export const tap = stepWord({
  word: 'tap',
  kind: 'action',
  schema: z
    .strictObject({ tap: Text.meta({ description: 'A tag by its name in the rig file, or its id.' }), reader: Reader })
    .meta({ description: 'Somebody holds a tag to a keypad.' }),
  names: { tap: aTag, reader: aKeypad },
  tell: ({ tap, reader }) => `tap ${tap} at ${reader}`,
  run: (stage, { tap, reader }) => held(stage, 'tap', { reader, credential: tap }),
})
