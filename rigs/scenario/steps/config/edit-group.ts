import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const editGroup = stepWord({
  word: 'edit-group',
  kind: 'action',
  schema: z
    .strictObject({
      'edit-group': Text,
      site: Site,
      name: Text.meta({ description: 'The new one.' }),
      ...plane,
    })
    .meta({ description: 'Renames a user group of a site.' }),
  names: { site: aSite },
  tell: (step) => `rename group ${step['edit-group']} at ${step.site} to ${step.name}`,
  run: async (stage, { 'edit-group': group, site, name, ...rest }) =>
    done(await stage.rig.call('group-edit', { site, group, newName: name, ...planeOf(stage, site, rest) })),
})
