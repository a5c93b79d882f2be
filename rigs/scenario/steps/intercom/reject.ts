import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, objectSite } from '../../words.ts'
import { Block } from './block.ts'

export const reject = stepWord({
  word: 'reject',
  kind: 'action',
  schema: z
    .strictObject({ reject: Block, ...by })
    .meta({ description: 'Somebody rejects; it rings no more at this site.' }),
  names: { reject: onSite },
  tell: (step) => `reject ${step.reject}`,
  run: async (stage, { reject: intercom, by: user }) => {
    const caller = callerOf(stage, objectSite(intercom), user)
    return done(await stage.rig.call('intercom-act', { intercom, action: 'reject', ...caller }))
  },
})
