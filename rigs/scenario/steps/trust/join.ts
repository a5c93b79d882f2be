import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { callerOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, Site, Text } from '../../words.ts'
import { ALTERATIONS, alteredKey } from './altered-key.ts'

export const join = stepWord({
  word: 'join',
  kind: 'action',
  schema: z
    .strictObject({
      join: Site,
      key: Text.meta({ description: 'A key file that an earlier step made.' }),
      altered: z
        .enum(ALTERATIONS)
        .optional()
        .meta({ description: 'What happened to it on its way: a byte order mark, CRLF, cut in half, a bit flipped.' }),
      claims: Site.optional().meta({
        description: 'The site that it gives itself out for; its own certificate says otherwise.',
      }),
      ...by,
    })
    .meta({ description: 'Joins a Trust with its key file; it holds once the document is saved.' }),
  names: { join: aSite, claims: aSite },
  tell: ({ join, key, altered, claims }) =>
    `join ${join} with ${key}${altered === undefined ? '' : ` (${altered})`}${claims === undefined ? '' : ` as ${claims}`}`,
  run: async (stage, { join: site, key, altered, claims, by }) => {
    const made = stage.keyFiles.get(key)
    if (made === undefined) throw new RigError('KEY_REQUIRED', `the step that makes key file ${key} made none`)
    const keyFile = altered === undefined ? made : alteredKey(made, altered)
    const claimed = claims === undefined ? {} : { claims }
    return done(await stage.rig.call('trust-join', { site, keyFile, ...claimed, ...callerOf(stage, site, by) }))
  },
})
