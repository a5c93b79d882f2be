import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, objectSite } from '../../words.ts'
import { Block } from './block.ts'

export const answer = stepWord({
  word: 'answer',
  kind: 'action',
  schema: z
    .strictObject({ answer: Block, ...by })
    .meta({ description: 'Somebody answers; it rings no more at this site.' }),
  names: { answer: onSite },
  tell: (step) => `answer ${step.answer}`,
  run: async (stage, { answer: intercom, by: user }) => {
    const caller = callerOf(stage, objectSite(intercom), user)
    return done(await stage.rig.call('intercom-act', { intercom, action: 'answer', ...caller }))
  },
})
