import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, objectSite, Text } from '../../words.ts'
import { Block } from './block.ts'

export const openStream = stepWord({
  word: 'open-stream',
  kind: 'action',
  schema: z
    .strictObject({
      'open-stream': Block,
      as: Text.optional().meta({ description: 'By which it is closed again.' }),
      ...by,
    })
    .meta({
      description: 'Somebody wants picture and sound of an Intercom. There is none to see: only whether it may be.',
    }),
  names: { 'open-stream': onSite },
  tell: (step) => `open the picture of ${step['open-stream']}`,
  run: async (stage, { 'open-stream': intercom, as, by: user }) => {
    const caller = callerOf(stage, objectSite(intercom), user)
    const answer = await stage.rig.call('intercom-act', { intercom, action: 'open-stream', ...caller })
    if (as !== undefined && answer.stream !== undefined) stage.notes.set(as, answer.stream)
    return done(answer)
  },
})
