import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

const Members = z.array(Text).max(1000)

export const arrangeMembers = stepWord({
  word: 'arrange-members',
  kind: 'action',
  schema: z
    .strictObject({
      'arrange-members': Members.meta({
        description: 'Sites of the rig, or serial numbers: who comes first, in no group; the others follow.',
      }),
      site: Site.meta({ description: 'The site whose Miniserver manages the Trust.' }),
      groups: z
        .record(Text, Members)
        .optional()
        .meta({ description: 'All groups there are then, in their order, and who is in each.' }),
      trust: Text.optional().meta({ description: 'May be left out where there is one.' }),
      ...plane,
    })
    .meta({ description: 'Sorts and groups the members of a Trust, for the eye alone.' }),
  names: { site: aSite },
  tell: ({ site }) => `sort and group the members of the Trust at ${site}`,
  run: async (stage, { 'arrange-members': members, site, groups = {}, trust, ...rest }) =>
    done(
      await stage.rig.call('trust-arrange', {
        ...{ site, members, ...(trust !== undefined && { trust }) },
        groups: Object.entries(groups).map(([name, members]) => ({ name, members })),
        ...planeOf(stage, site, rest),
      }),
    ),
})
