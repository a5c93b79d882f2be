import { z } from 'zod'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { document, Site } from '../../words.ts'

export const discard = stepWord({
  word: 'discard',
  kind: 'action',
  schema: z
    .strictObject({ discard: Site, ...document })
    .meta({ description: 'Closes a Config document without saving it.' }),
  names: { discard: aSite },
  tell: ({ discard, document }) =>
    document === undefined ? `discard ${discard}` : `discard ${document} of ${discard}`,
  run: async ({ rig }, { discard: site, ...where }) => done(await rig.call('config-discard', { site, ...where })),
})
