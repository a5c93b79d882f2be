import { z } from 'zod'
import { done, stepWord } from '../../step-word.ts'
import { Text } from '../../words.ts'
import { used, usedAt, usedNames } from '../io/used.ts'

export const useIntercom = stepWord({
  word: 'use-intercom',
  kind: 'action',
  schema: z
    .strictObject({
      'use-intercom': Text.meta({ description: 'An Intercom of the other site, by its name there.' }),
      ...used,
    })
    .meta({ description: 'Searches the periphery and adds an Intercom of another member, as "+" does.' }),
  names: usedNames,
  tell: (step) => `use ${step['use-intercom']} of ${step.from} at ${step.to}`,
  run: async (stage, { 'use-intercom': intercom, ...how }) =>
    done(await stage.rig.call('trust-intercom-add', { intercom, ...usedAt(stage, how) })),
})
