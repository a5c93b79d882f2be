import { z } from 'zod'
import { RigError } from '../../../../sim/domain/errors.ts'
import { callerOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, Site, Text } from '../../words.ts'

export const join = stepWord({
  word: 'join',
  kind: 'action',
  schema: z
    .strictObject({ join: Site, key: Text.meta({ description: 'A key file that an earlier step made.' }), ...by })
    .meta({ description: 'Joins a Trust with its key file; it holds once the document is saved.' }),
  names: { join: aSite },
  tell: ({ join, key }) => `join ${join} with ${key}`,
  run: async (stage, { join: site, key, by }) => {
    const keyFile = stage.keyFiles.get(key)
    if (keyFile === undefined) throw new RigError('KEY_REQUIRED', `the step that makes key file ${key} made none`)
    return done(await stage.rig.call('trust-join', { site, keyFile, ...callerOf(stage, site, by) }))
  },
})
