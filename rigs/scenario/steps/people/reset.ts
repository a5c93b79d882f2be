import { z } from 'zod'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Site } from '../../words.ts'

export const reset = stepWord({
  word: 'reset',
  kind: 'action',
  schema: z
    .strictObject({ reset: Site })
    .meta({ description: 'Somebody resets a Miniserver to how it left the factory; everything in it goes (§3.9).' }),
  names: { reset: aSite },
  tell: ({ reset }) => `reset the Miniserver at ${reset} to factory`,
  run: async ({ rig }, { reset: site }) => done(await rig.call('factory-reset', { site })),
})
