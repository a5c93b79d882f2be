import { z } from 'zod'
import { entriesOf } from '../../../control/keys.ts'
import { aKeypad } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Reader, Text } from '../../words.ts'

export const key = stepWord({
  word: 'key',
  kind: 'action',
  schema: z
    .strictObject({
      key: Text.meta({ description: 'Digits, tick and bell in their order: 1234 tick, 12 bell, 3 tick 4711 tick.' }),
      reader: Reader,
    })
    .meta({ description: 'Somebody presses keys of a keypad. A code is shown nowhere.' }),
  names: { key: (_, text) => entriesOf(text), reader: aKeypad },
  tell: ({ key, reader }) => `press ${key} at ${reader}`,
  run: async ({ rig }, { key, reader }) => done(await rig.call('key', { reader, keys: key })),
})
