import { z } from 'zod'
import { appNamed } from '../../apps.ts'
import { done, stepWord } from '../../step-word.ts'
import { App } from '../../words.ts'

export const logOut = stepWord({
  word: 'log-out',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({ 'log-out': App })
    .meta({ description: 'An App logs out: its session ends, and its minute.' }),
  tell: (step) => `log ${step['log-out']} out`,
  run: async (stage, { 'log-out': name }) => {
    await appNamed(stage, name).logOut()
    return done(null)
  },
})
