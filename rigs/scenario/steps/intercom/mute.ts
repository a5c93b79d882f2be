import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, objectSite } from '../../words.ts'
import { Block } from './block.ts'

export const mute = stepWord({
  word: 'mute',
  kind: 'action',
  schema: z
    .strictObject({ mute: Block, off: z.boolean().optional().meta({ description: 'It is heard again.' }), ...by })
    .meta({ description: 'Somebody mutes an Intercom: of its outputs Mute is on while it rings, and not Bell.' }),
  names: { mute: onSite },
  tell: ({ mute, off }) => `${off === true ? 'unmute' : 'mute'} ${mute}`,
  run: async (stage, { mute: intercom, off, by: user }) => {
    const caller = callerOf(stage, objectSite(intercom), user)
    const action = off === true ? 'unmute' : 'mute'
    return done(await stage.rig.call('intercom-act', { intercom, action, ...caller }))
  },
})
