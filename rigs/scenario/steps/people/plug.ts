import { z } from 'zod'
import { aDeviceThat } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Text } from '../../words.ts'

export const plug = stepWord({
  word: 'plug',
  kind: 'action',
  schema: z
    .strictObject({
      plug: Text.meta({ description: 'A keypad, a 1-Wire Extension, an external reader or an Intercom.' }),
    })
    .meta({
      description: 'Gives an unplugged device its power again.',
    }),
  names: { plug: aDeviceThat('plug') },
  tell: ({ plug }) => `plug in ${plug}`,
  run: async ({ rig }, { plug: reader }) => done(await rig.call('plug', { reader })),
})
