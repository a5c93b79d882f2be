import { z } from 'zod'
import { aKeypad } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Reader } from '../../words.ts'

export const tamper = stepWord({
  word: 'tamper',
  kind: 'action',
  schema: z.strictObject({ tamper: Reader }).meta({ description: 'Somebody takes a keypad off the wall.' }),
  names: { tamper: aKeypad },
  tell: ({ tamper }) => `tamper with ${tamper}`,
  run: async ({ rig }, { tamper: reader }) => done(await rig.call('tamper', { reader })),
})
