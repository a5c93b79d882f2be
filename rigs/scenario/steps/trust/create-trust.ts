import { z } from 'zod'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { document, Site, Text } from '../../words.ts'

export const createTrust = stepWord({
  word: 'create-trust',
  kind: 'action',
  schema: z
    .strictObject({ 'create-trust': Text.meta({ description: 'Name of the Trust.' }), site: Site, ...document })
    .meta({ description: 'Creates a Trust in the open document of the Miniserver that will manage it.' }),
  names: { site: aSite },
  tell: (step) => `create Trust ${step['create-trust']} at ${step.site}`,
  run: async ({ rig }, { 'create-trust': name, site, ...plane }) =>
    done(await rig.call('trust-create', { site, name, ...plane })),
})
