import { z } from 'zod'
import { AccessCode } from '../../../rig-file/schema/users.ts'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const addUser = stepWord({
  word: 'add-user',
  kind: 'action',
  schema: z
    .strictObject({
      'add-user': Text,
      site: Site,
      groups: z.array(Text).max(1000).optional(),
      tags: z.array(Text).max(1000).optional(),
      ibuttons: z.array(Text).max(1000).optional(),
      'external-ids': z.array(Text).max(1000).optional(),
      password: Text.optional(),
      code: AccessCode.optional(),
      ...plane,
    })
    .meta({ description: 'Adds a user to a site.' }),
  names: { site: aSite },
  tell: (step) => `add user ${step['add-user']} to ${step.site}`,
  run: async (stage, { 'add-user': name, 'external-ids': externalIds, site, document, app, by, ...rest }) => {
    const where = planeOf(stage, site, { document, app, by })
    const more = { ...rest, ...(externalIds !== undefined && { externalIds }) }
    return done(await stage.rig.call('user-add', { site, name, ...more, ...where }))
  },
})
