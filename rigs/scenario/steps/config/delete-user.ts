import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const deleteUser = stepWord({
  word: 'delete-user',
  kind: 'action',
  schema: z
    .strictObject({ 'delete-user': Text, site: Site, ...plane })
    .meta({ description: 'Deletes a user of a site with everything assigned to it.' }),
  names: { site: aSite },
  tell: (step) => `delete user ${step['delete-user']} at ${step.site}`,
  run: async (stage, { 'delete-user': user, site, ...rest }) =>
    done(await stage.rig.call('user-delete', { site, user, ...planeOf(stage, site, rest) })),
})
