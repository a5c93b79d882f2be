import { z } from 'zod'
import { matcherOf } from '../../expectations/index.ts'
import { done, stepWord } from '../../step-word.ts'
import { Wait } from '../../words.ts'

export const never = stepWord({
  word: 'never',
  kind: 'expectation',
  schema: z
    .strictObject({
      never: z.looseObject({}),
      for: Wait.meta({ description: 'How long it does not happen, in the time of the rig: so much time passes.' }),
    })
    .meta({
      description:
        'Something did not happen since the last action, and does not for a while. What is there or not, such as a user, is ' +
        'looked at before and after.',
    }),
  tell: ({ never, for: duration }) => `never ${matcherOf(never).tell(never)} for ${duration}`,
  run: async (stage, { never: sought, for: duration }) => {
    const matcher = matcherOf(sought)
    const before = await matcher.look(stage, sought)
    if (!('met' in before)) await stage.rig.call('time-advance', { duration })
    const look = 'met' in before ? before : await matcher.look(stage, sought)
    if (!('met' in look)) return done(null)
    return { unmet: { expected: `never ${matcher.tell(sought)}`, happened: 'it did' } }
  },
})
