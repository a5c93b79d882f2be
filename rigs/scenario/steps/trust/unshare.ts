import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'
import { sharedWho } from './shared-who.ts'

export const unshare = stepWord({
  word: 'unshare',
  kind: 'action',
  schema: z
    .strictObject({
      unshare: Text.meta({ description: 'A user of the other site, or group:Adults.' }),
      from: Site,
      to: Site,
      ...plane,
    })
    .meta({ description: 'Removes a user or group of another Miniserver here, with everything assigned to it.' }),
  names: { from: aSite, to: aSite },
  tell: ({ unshare, from, to }) => `share ${unshare} from ${from} no more at ${to}`,
  run: async (stage, { unshare, from, to, ...rest }) =>
    done(
      await stage.rig.call('trust-users-remove', {
        site: to,
        from,
        ...sharedWho(unshare),
        ...planeOf(stage, to, rest),
      }),
    ),
})
