import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { App, plane, Site, Text } from '../../words.ts'
import { shareInAppOf } from './share-in-app.ts'
import { sharedWho } from './shared-who.ts'

export const share = stepWord({
  word: 'share',
  kind: 'action',
  isApp: true,
  schema: z
    .strictObject({
      share: Text.meta({ description: 'A user of the other site, or group:Adults.' }),
      from: Site,
      to: Site,
      ...plane,
      in: App.optional().meta({
        description: 'An App that is logged in there and does it by the public API; users only.',
      }),
    })
    .meta({
      description: 'Adds a user or group of another Miniserver of the Trust, who can then be given rights here.',
    }),
  names: { from: aSite, to: aSite },
  tell: ({ share, from, to, in: app }) =>
    `share ${share} from ${from} to ${to}${app === undefined ? '' : ` in ${app}`}`,
  run: async (stage, { share, from, to, in: app, ...rest }) => {
    if (app !== undefined) return done(await shareInAppOf(stage, app, { who: share, from, to, what: 'add' }))
    const who = sharedWho(share)
    return done(await stage.rig.call('trust-users-add', { site: to, from, ...who, ...planeOf(stage, to, rest) }))
  },
})
