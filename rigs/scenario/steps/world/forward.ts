import { z } from 'zod'
import { siteNamed } from '../../../control/addresses.ts'
import { InternetAccess } from '../../../rig-file/schema/internet-access.ts'
import { aSite } from '../../references.ts'
import { Site } from '../../words.ts'
import { internetWord } from './fault-word.ts'

export const forward = internetWord({
  word: 'forward',
  schema: z
    .strictObject({
      forward: Site,
      ...InternetAccess.shape,
    })
    .meta({
      description: 'Sets up how a Miniserver is reached over the Internet from other LANs (docs/behaviour.md 3.3.4).',
    }),
  names: { forward: aSite },
  tell: ({ forward, by }) => `let ${forward} be reached over the Internet by ${by}`,
  act: (faults, rig, { forward, ...access }) => faults.forward(siteNamed(rig, forward), access),
})
