import { z } from 'zod'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { document, Site, Text } from '../../words.ts'

export const addMember = stepWord({
  word: 'add-member',
  kind: 'action',
  schema: z
    .strictObject({
      'add-member': Text.meta({ description: 'A site of the rig, or a serial number.' }),
      site: Site,
      trust: Text.optional().meta({ description: 'May be left out where there is one.' }),
      ...document,
    })
    .meta({ description: 'Names a Miniserver that may join, in the open document of the manager.' }),
  names: { site: aSite },
  tell: (step) => `add ${step['add-member']} to the Trust at ${step.site}`,
  run: async ({ rig }, { 'add-member': member, ...rest }) =>
    done(await rig.call('trust-add-member', { member, ...rest })),
})
