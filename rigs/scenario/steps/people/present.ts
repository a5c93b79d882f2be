import { z } from 'zod'
import { held } from '../../readers/held.ts'
import { anExternalId, anExternalReader } from '../../references.ts'
import { stepWord } from '../../step-word.ts'
import { Reader, Text } from '../../words.ts'

export const present = stepWord({
  word: 'present',
  kind: 'action',
  schema: z
    .strictObject({
      present: Text.meta({ description: 'An external ID by its name in the rig file, or as it is.' }),
      reader: Reader,
    })
    .meta({ description: 'Somebody presents what an external reader knows, such as a finger.' }),
  names: { present: anExternalId, reader: anExternalReader },
  tell: ({ present, reader }) => `present ${present} to ${reader}`,
  run: (stage, { present, reader }) => held(stage, 'present', { reader, credential: present }),
})
