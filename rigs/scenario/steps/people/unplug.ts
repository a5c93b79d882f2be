import { z } from 'zod'
import { aDeviceThat } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Text } from '../../words.ts'

export const unplug = stepWord({
  word: 'unplug',
  kind: 'action',
  schema: z
    .strictObject({
      unplug: Text.meta({ description: 'A keypad, a 1-Wire Extension, an external reader or an Intercom.' }),
    })
    .meta({
      description:
        'Pulls the plug of a device of any kind: it forgets all that is not durable and says nothing more. The Miniserver holds it offline.',
    }),
  names: { unplug: aDeviceThat('unplug') },
  tell: ({ unplug }) => `pull the plug of ${unplug}`,
  run: async ({ rig }, { unplug: reader }) => done(await rig.call('unplug', { reader })),
})
