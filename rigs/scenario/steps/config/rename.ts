import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { plane, Site, Text } from '../../words.ts'

export const rename = stepWord({
  word: 'rename',
  kind: 'action',
  schema: z
    .strictObject({ rename: Site, name: Text.meta({ description: 'The host in Anna@Office from now on.' }), ...plane })
    .meta({ description: 'Gives a Miniserver another name; its serial number and its site stay.' }),
  names: { rename: aSite },
  tell: ({ rename, name }) => `rename the Miniserver at ${rename} to ${name}`,
  run: async (stage, { rename: site, name, ...rest }) =>
    done(await stage.rig.call('config-rename', { site, name, ...planeOf(stage, site, rest) })),
})
