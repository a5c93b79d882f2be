import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { Principal, plane, Site, Text } from '../../words.ts'

export const assign = stepWord({
  word: 'assign',
  kind: 'action',
  schema: z
    .strictObject({ assign: Principal, group: Text, site: Site, ...plane })
    .meta({ description: 'Puts a user, a group or a Trust member into a group.' }),
  names: { site: aSite },
  tell: ({ assign, group, site }) => `put ${assign} into ${group} at ${site}`,
  run: async (stage, { assign: principal, group, site, ...rest }) =>
    done(await stage.rig.call('group-assign', { site, principal, group, ...planeOf(stage, site, rest) })),
})
