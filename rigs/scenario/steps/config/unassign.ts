import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Principal, plane, Site, Text } from '../../words.ts'

export const unassign = stepWord({
  word: 'unassign',
  kind: 'action',
  schema: z
    .strictObject({ unassign: Principal, group: Text, site: Site, ...plane })
    .meta({ description: 'Takes a user, a group or a Trust member out of a group.' }),
  names: { site: aSite },
  tell: ({ unassign, group, site }) => `take ${unassign} out of ${group} at ${site}`,
  run: async (stage, { unassign: principal, group, site, ...rest }) =>
    done(await stage.rig.call('group-assign', { site, principal, group, remove: true, ...planeOf(stage, site, rest) })),
})
