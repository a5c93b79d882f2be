import { z } from 'zod'
import { aDeviceThat } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Text } from '../../words.ts'

export const tamper = stepWord({
  word: 'tamper',
  kind: 'action',
  schema: z
    .strictObject({ tamper: Text.meta({ description: 'A keypad, an external reader or an Intercom.' }) })
    .meta({ description: 'Somebody takes a device off the wall, of which its Miniserver gives notice.' }),
  names: { tamper: aDeviceThat('tamper') },
  tell: ({ tamper }) => `tamper with ${tamper}`,
  run: async ({ rig }, { tamper: reader }) => done(await rig.call('tamper', { reader })),
})
