import { z } from 'zod'
import { type Look, matcher } from '../matcher.ts'
import { onSite } from '../references.ts'
import { objectSite, Text } from '../words.ts'
import { isSame, judged, withFacts } from './facts.ts'
import { Exists } from './words.ts'

export const io = matcher({
  word: 'io',
  schema: z
    .strictObject({
      io: Text.meta({ description: 'With its site, such as home/Temperature.' }),
      exists: Exists,
      is: z
        .union([z.number(), z.string().max(1_000)])
        .optional()
        .meta({ description: 'What it is at.' }),
      standing: z.enum(['waiting', 'valid', 'FORBIDDEN', 'INVALID', 'CONNECTION_FAILED']).optional().meta({
        description: 'Of one of another Miniserver: whether that lets this one use it, and is heard.',
      }),
    })
    .meta({ description: 'What an input or output is at, of a site or of another Miniserver that is used there.' }),
  names: { io: onSite },
  tell: ({ io, ...sought }) => withFacts(io, sought),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig }, { io: address, ...sought }): Promise<Look> => {
    const site = objectSite(address)
    const { ios } = await rig.call('io-list', { site })
    const found = ios.find(({ name }) => isSame(name, address.slice(site.length + 1)))
    return judged(found && { is: found.at, standing: found.reference?.standing }, sought)
  },
})
