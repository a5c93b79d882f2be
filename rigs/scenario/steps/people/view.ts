import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Principal, plane, Site } from '../../words.ts'

export const view = stepWord({
  word: 'view',
  kind: 'action',
  schema: z
    .strictObject({ view: Principal, site: Site, by: plane.by })
    .meta({ description: 'Somebody looks at all permissions of a user, group or member, which not everyone may.' }),
  names: { site: aSite },
  tell: ({ view, site }) => `view ${view} at ${site}`,
  run: async (stage, { view, site, by }) =>
    done(await stage.rig.call('explain', { user: view, site, ...callerOf(stage, site, by) })),
})
