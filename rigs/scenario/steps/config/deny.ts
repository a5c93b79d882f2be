import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { anObject } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { AccessObject, objectSite, Principal, plane, scope } from '../../words.ts'

export const deny = stepWord({
  word: 'deny',
  kind: 'action',
  schema: z
    .strictObject({ deny: Principal, object: AccessObject, scope, ...plane })
    .meta({ description: 'Denies a principal an object, which wins over every allow.' }),
  names: { object: anObject },
  tell: ({ deny, object }) => `deny ${deny} ${object}`,
  run: async (stage, { deny: principal, object, document, app, by, ...rest }) => {
    const where = planeOf(stage, objectSite(object), { document, app, by })
    return done(await stage.rig.call('deny', { principal, object, ...rest, ...where }))
  },
})
