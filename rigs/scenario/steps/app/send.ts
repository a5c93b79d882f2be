import { z } from 'zod'
import { appNamed, controlOf } from '../../apps.ts'
import { aControl } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { App, Text } from '../../words.ts'

export const send = stepWord({
  word: 'send',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({
      send: Text.meta({ description: 'A command as the public API spells it: on, off, output/1.' }),
      control: Text.meta({ description: 'With its site, such as home/Blind; also one that the user does not see.' }),
      in: App,
    })
    .meta({ description: 'Somebody operates a control in an App: a secured one while the App is unlocked.' }),
  names: { control: aControl },
  tell: (step) => `send ${step.send} to ${step.control} in ${step.in}`,
  run: async (stage, { send: action, control, in: name }) => {
    const app = appNamed(stage, name)
    await app.operate(controlOf(stage, app, control), action)
    return done(null)
  },
})
