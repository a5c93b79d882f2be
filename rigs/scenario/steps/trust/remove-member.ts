import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const removeMember = stepWord({
  word: 'remove-member',
  kind: 'action',
  schema: z
    .strictObject({
      'remove-member': Text.meta({ description: 'A site of the rig, or a serial number.' }),
      site: Site.meta({ description: 'The site whose Miniserver manages the Trust.' }),
      trust: Text.optional().meta({ description: 'May be left out where there is one.' }),
      ...plane,
    })
    .meta({
      description: 'Removes a member from a Trust: what came of it goes everywhere, and what came to it there.',
    }),
  names: { site: aSite },
  tell: (step) => `remove ${step['remove-member']} from the Trust at ${step.site}`,
  run: async (stage, { 'remove-member': member, site, trust, ...rest }) =>
    done(
      await stage.rig.call('trust-remove-member', {
        ...{ member, site, ...(trust !== undefined && { trust }) },
        ...planeOf(stage, site, rest),
      }),
    ),
})
