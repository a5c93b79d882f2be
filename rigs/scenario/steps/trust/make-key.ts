import { z } from 'zod'
import { callerOf } from '../../caller.ts'
import { aSite } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { by, document, Site, Text } from '../../words.ts'

export const makeKey = stepWord({
  word: 'make-key',
  kind: 'action',
  schema: z
    .strictObject({
      'make-key': Text.meta({ description: 'What the key file is called in this scenario.' }),
      site: Site,
      trust: Text.optional().meta({ description: 'May be left out where there is one.' }),
      ...document,
      ...by,
    })
    .meta({ description: 'Makes a new key file of a Trust and notes it in the open document.' }),
  names: { site: aSite },
  tell: (step) => `make key file ${step['make-key']} at ${step.site}`,
  run: async (stage, { 'make-key': label, site, by, ...rest }) => {
    const { keyFile, ...answer } = await stage.rig.call('trust-key', { site, ...rest, ...callerOf(stage, site, by) })
    stage.keyFiles.set(label, keyFile)
    return done(answer)
  },
})
