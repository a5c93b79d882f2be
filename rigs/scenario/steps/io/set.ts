import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { onSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, objectSite, Text } from '../../words.ts'

export const set = stepWord({
  word: 'set',
  kind: 'action',
  schema: z
    .strictObject({
      set: Text.meta({ description: 'With its site, such as office/Temperature.' }),
      to: z.union([z.number(), z.string().max(1_000)]).meta({ description: 'on, off, a number or a text.' }),
      ...by,
    })
    .meta({
      description: 'What an input of a Miniserver is at, or shall be at an output of another that is used here.',
    }),
  names: { set: onSite },
  tell: (step) => `set ${step.set} to ${step.to}`,
  run: async (stage, { set: io, to: value, by: user }) =>
    done(await stage.rig.call('io-set', { io, value, ...callerOf(stage, objectSite(io), user) })),
})
