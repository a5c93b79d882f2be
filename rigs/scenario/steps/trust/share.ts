import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'
import { sharedWho } from './shared-who.ts'

export const share = stepWord({
  word: 'share',
  kind: 'action',
  schema: z
    .strictObject({
      share: Text.meta({ description: 'A user of the other site, or group:Adults.' }),
      from: Site,
      to: Site,
      ...plane,
    })
    .meta({
      description: 'Adds a user or group of another Miniserver of the Trust, who can then be given rights here.',
    }),
  names: { from: aSite, to: aSite },
  tell: ({ share, from, to }) => `share ${share} from ${from} to ${to}`,
  run: async (stage, { share, from, to, ...rest }) =>
    done(await stage.rig.call('trust-users-add', { site: to, from, ...sharedWho(share), ...planeOf(stage, to, rest) })),
})
