import { z } from 'zod'
import { done, stepWord } from '../../step-word.ts'
import { Wait } from '../../words.ts'

export const advance = stepWord({
  word: 'advance',
  kind: 'time',
  schema: z
    .strictObject({
      advance: Wait,
    })
    .meta({ description: 'Lets time pass at all sites.' }),
  tell: ({ advance }) => `let ${advance} pass`,
  run: async ({ rig }, { advance }) => done(await rig.call('time-advance', { duration: advance })),
})
