import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, document, Site } from '../../words.ts'

export const load = stepWord({
  word: 'load',
  kind: 'action',
  schema: z
    .strictObject({ load: Site, ...document, ...by })
    .meta({ description: 'Loads the program of a Miniserver into a Config document.' }),
  names: { load: aSite },
  tell: ({ load, document }) => (document === undefined ? `load ${load}` : `load ${load} as ${document}`),
  run: async (stage, { load: site, ...where }) =>
    done(await stage.rig.call('config-load', { site, ...planeOf(stage, site, where) })),
})
