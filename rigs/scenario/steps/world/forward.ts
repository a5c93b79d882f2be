import { z } from 'zod'
import { siteNamed } from '../../../control/addresses.ts'
import { aSite } from '../../references.ts'
import { Site } from '../../words.ts'
import { faultWord } from './fault-word.ts'

export const forward = faultWord({
  word: 'forward',
  schema: z
    .strictObject({
      forward: Site,
      by: z.enum(['nothing', 'hand', 'cloud-dns', 'remote-connect']),
      https: z.boolean().optional().meta({ default: true, description: 'Whether it has an HTTPS port.' }),
      forwarded: z.boolean().optional().meta({ default: true, description: 'Whether that port is forwarded to it.' }),
    })
    .meta({
      description: 'Sets up how a Miniserver is reached over the Internet from other LANs (docs/behaviour.md 3.3.4).',
    }),
  names: { forward: aSite },
  tell: ({ forward, by }) => `let ${forward} be reached over the Internet by ${by}`,
  act: (faults, rig, { forward, ...access }) => faults.forward(siteNamed(rig, forward), access),
})
