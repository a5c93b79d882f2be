import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const addMember = stepWord({
  word: 'add-member',
  kind: 'action',
  schema: z
    .strictObject({
      'add-member': Text.meta({ description: 'A site of the rig, or a serial number.' }),
      site: Site,
      trust: Text.optional().meta({ description: 'May be left out where there is one.' }),
      ...plane,
    })
    .meta({ description: 'Names a Miniserver that may join, on the manager.' }),
  names: { site: aSite },
  tell: (step) => `add ${step['add-member']} to the Trust at ${step.site}`,
  run: async (stage, { 'add-member': member, site, trust, ...rest }) =>
    done(
      await stage.rig.call('trust-add-member', {
        ...{ member, site, ...(trust !== undefined && { trust }) },
        ...planeOf(stage, site, rest),
      }),
    ),
})
