import { z } from 'zod'
import { done, stepWord } from '../../step-word.ts'
import { Text } from '../../words.ts'
import { used, usedAt, usedNames } from './used.ts'

export const useIo = stepWord({
  word: 'use-io',
  kind: 'action',
  schema: z
    .strictObject({
      'use-io': Text.meta({ description: 'An input or output of the other site, by its name there.' }),
      ...used,
    })
    .meta({ description: 'Searches the periphery and adds an input or output of another member, as "+" does.' }),
  names: usedNames,
  tell: (step) => `use ${step['use-io']} of ${step.from} at ${step.to}`,
  run: async (stage, { 'use-io': io, ...how }) =>
    done(await stage.rig.call('trust-periphery-add', { io, ...usedAt(stage, how) })),
})
