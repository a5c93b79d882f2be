import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const deleteGroup = stepWord({
  word: 'delete-group',
  kind: 'action',
  schema: z
    .strictObject({ 'delete-group': Text, site: Site, ...plane })
    .meta({ description: 'Deletes a user group of a site with everything assigned to it.' }),
  names: { site: aSite },
  tell: (step) => `delete group ${step['delete-group']} at ${step.site}`,
  run: async (stage, { 'delete-group': group, site, ...rest }) =>
    done(await stage.rig.call('group-delete', { site, group, ...planeOf(stage, site, rest) })),
})
