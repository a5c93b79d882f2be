import { z } from 'zod'
import { appNamed } from '../../apps.ts'
import { done, stepWord } from '../../step-word.ts'
import { App, Text } from '../../words.ts'

export const setPassword = stepWord({
  word: 'set-password',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({
      'set-password': Text.meta({ description: 'The new one.' }),
      in: App,
      of: Text.optional().meta({ description: 'Whose; that of the user who is logged in when left out.' }),
      visu: z.boolean().optional().meta({ description: 'The User Interface Password instead of the one to log in.' }),
    })
    .meta({ description: 'Somebody changes a password in an App.' }),
  tell: ({ in: name, of, visu }) =>
    `change ${of === undefined ? 'the' : `${of}'s`} ${visu === true ? 'User Interface Password' : 'password'} in ${name}`,
  run: async (stage, { 'set-password': password, in: name, of, visu = false }) => {
    await appNamed(stage, name).setPassword(visu ? 'visu' : 'login', password, of)
    return done(null)
  },
})
