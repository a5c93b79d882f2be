import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const addGroup = stepWord({
  word: 'add-group',
  kind: 'action',
  schema: z
    .strictObject({ 'add-group': Text, site: Site, ...plane })
    .meta({ description: 'Adds a user group to a site.' }),
  names: { site: aSite },
  tell: (step) => `add group ${step['add-group']} to ${step.site}`,
  run: async (stage, { 'add-group': name, site, ...rest }) =>
    done(await stage.rig.call('group-add', { site, name, ...planeOf(stage, site, rest) })),
})
