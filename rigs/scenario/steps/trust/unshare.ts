import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { App, plane, Site, Text } from '../../words.ts'
import { shareInAppOf } from './share-in-app.ts'
import { sharedWho } from './shared-who.ts'

export const unshare = stepWord({
  word: 'unshare',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({
      unshare: Text.meta({ description: 'A user of the other site, or group:Adults.' }),
      from: Site,
      to: Site,
      ...plane,
      in: App.optional().meta({
        description: 'An App that is logged in there and does it by the public API; users only.',
      }),
    })
    .meta({ description: 'Removes a user or group of another Miniserver here, with everything assigned to it.' }),
  names: { from: aSite, to: aSite },
  tell: ({ unshare, from, to, in: app }) =>
    `share ${unshare} from ${from} no more at ${to}${app === undefined ? '' : ` in ${app}`}`,
  run: async (stage, { unshare, from, to, in: app, ...rest }) => {
    if (app !== undefined) return done(await shareInAppOf(stage, app, { who: unshare, from, to, what: 'remove' }))
    const who = sharedWho(unshare)
    return done(await stage.rig.call('trust-users-remove', { site: to, from, ...who, ...planeOf(stage, to, rest) }))
  },
})
