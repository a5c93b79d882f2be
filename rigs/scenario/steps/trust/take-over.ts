import { z } from 'zod'
import { callerOf, planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const takeOver = stepWord({
  word: 'take-over',
  kind: 'action',
  schema: z
    .strictObject({
      'take-over': Site.meta({ description: 'The site whose Miniserver is to manage the Trust, or to have the user.' }),
      user: Text.optional().meta({ description: 'Anna@Office, who is used there; without one, the role of manager.' }),
      trust: Text.optional().meta({ description: 'May be left out where there is one.' }),
      forced: z
        .boolean()
        .optional()
        .meta({ description: 'Without asking the manager, where that does not come back.' }),
      ...plane,
    })
    .meta({ description: 'Makes a member of a Trust its manager, at once; or a user of another Miniserver its own.' }),
  names: { 'take-over': aSite },
  tell: ({ 'take-over': site, user, forced }) =>
    `take over ${user ?? 'the Trust'} at ${site}${forced === true ? ', by force' : ''}`,
  run: async (stage, { 'take-over': site, user, trust, forced, ...where }) => {
    if (user !== undefined) {
      return done(await stage.rig.call('trust-take-over-user', { site, user, ...planeOf(stage, site, where) }))
    }
    const role = { ...(trust !== undefined && { trust }), ...(forced !== undefined && { forced }) }
    return done(await stage.rig.call('trust-take-over', { site, ...role, ...callerOf(stage, site, where.by) }))
  },
})
