import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, objectSite } from '../../words.ts'
import { Block } from './block.ts'

export const hangUp = stepWord({
  word: 'hang-up',
  kind: 'action',
  schema: z.strictObject({ 'hang-up': Block, ...by }).meta({ description: 'Who answered hangs up.' }),
  names: { 'hang-up': onSite },
  tell: (step) => `hang up at ${step['hang-up']}`,
  run: async (stage, { 'hang-up': intercom, by: user }) => {
    const caller = callerOf(stage, objectSite(intercom), user)
    return done(await stage.rig.call('intercom-act', { intercom, action: 'hang-up', ...caller }))
  },
})
