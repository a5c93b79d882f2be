import { z } from 'zod'
import { appNamed } from '../../apps.ts'
import { done, stepWord } from '../../step-word.ts'
import { App, Text } from '../../words.ts'

export const unlock = stepWord({
  word: 'unlock',
  kind: 'action',
  isApp: true,
  schema: z.strictObject({ unlock: Text.meta({ description: 'The User Interface Password.' }), in: App }).meta({
    description: 'Somebody enters their User Interface Password, which is good for less than a minute in that App.',
  }),
  tell: (step) => `enter the User Interface Password in ${step.in}`,
  run: async (stage, { unlock: password, in: name }) => {
    await appNamed(stage, name).unlock(password)
    return done(null)
  },
})
