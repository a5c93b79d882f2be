import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, document, Site } from '../../words.ts'

export const save = stepWord({
  word: 'save',
  kind: 'action',
  schema: z
    .strictObject({ save: Site, ...document, ...by })
    .meta({ description: 'Saves a Config document in its Miniserver, which restarts, and loads it again.' }),
  names: { save: aSite },
  tell: ({ save, document }) => (document === undefined ? `save ${save}` : `save ${document} at ${save}`),
  run: async (stage, { save: site, ...where }) =>
    done(await stage.rig.call('config-save', { site, ...planeOf(stage, site, where) })),
})
