import { z } from 'zod'
import { anIntercom } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Text } from '../../words.ts'

export const ring = stepWord({
  word: 'ring',
  kind: 'action',
  schema: z
    .strictObject({ ring: Text.meta({ description: 'An Intercom of a site: home/gate.' }) })
    .meta({ description: 'Somebody presses the bell of an Intercom.' }),
  names: { ring: anIntercom },
  tell: ({ ring }) => `ring at ${ring}`,
  run: async ({ rig }, { ring: intercom }) => done(await rig.call('ring', { intercom })),
})
