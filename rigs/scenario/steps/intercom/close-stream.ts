import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { callerOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, objectSite, Text } from '../../words.ts'
import { Block } from './block.ts'

export const closeStream = stepWord({
  word: 'close-stream',
  kind: 'action',
  schema: z
    .strictObject({ 'close-stream': Text.meta({ description: 'What it was opened as.' }), intercom: Block, ...by })
    .meta({ description: 'Closes a picture that was opened.' }),
  names: { intercom: onSite },
  tell: (step) => `close ${step['close-stream']} of ${step.intercom}`,
  run: async (stage, { 'close-stream': name, intercom, by: user }) => {
    const stream = stage.notes.get(name)
    if (stream === undefined) throw new RigError('NOT_FOUND', `no picture was opened as ${name}`)
    const caller = callerOf(stage, objectSite(intercom), user)
    return done(await stage.rig.call('intercom-close-stream', { intercom, stream: String(stream), ...caller }))
  },
})
