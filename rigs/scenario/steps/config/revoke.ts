import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { anObject } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { AccessObject, objectSite, Principal, plane, scope } from '../../words.ts'

export const revoke = stepWord({
  word: 'revoke',
  kind: 'action',
  schema: z
    .strictObject({ revoke: Principal, object: AccessObject, scope, ...plane })
    .meta({ description: 'Takes away what a principal itself is allowed or denied of an object.' }),
  names: { object: anObject },
  tell: ({ revoke, object }) => `revoke ${revoke} ${object}`,
  run: async (stage, { revoke: principal, object, document, app, by, ...rest }) => {
    const where = planeOf(stage, objectSite(object), { document, app, by })
    return done(await stage.rig.call('revoke', { principal, object, ...rest, ...where }))
  },
})
