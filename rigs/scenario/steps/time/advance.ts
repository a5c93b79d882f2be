import { z } from 'zod'
import { Duration } from '../../../rig-file/schema/words.ts'
import { done, stepWord } from '../../step-word.ts'

export const advance = stepWord({
  word: 'advance',
  kind: 'time',
  schema: z
    .strictObject({
      advance: Duration.regex(/[1-9]/, 'lets no time pass'),
    })
    .meta({ description: 'Lets time pass at all sites.' }),
  tell: ({ advance }) => `let ${advance} pass`,
  run: async ({ rig }, { advance }) => done(await rig.call('time-advance', { duration: advance })),
})
