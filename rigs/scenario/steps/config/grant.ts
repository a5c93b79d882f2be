import { z } from 'zod'
import { planeOf } from '../../caller.ts'
import { anObject } from '../../references.ts'
import { done, stepWord } from '../../step-word.ts'
import { AccessObject, objectSite, Principal, plane, scope, Text } from '../../words.ts'

export const grant = stepWord({
  word: 'grant',
  kind: 'action',
  schema: z
    .strictObject({ grant: Principal, object: AccessObject, schedule: Text.optional(), scope, ...plane })
    .meta({ description: 'Allows a principal an object, for a door by an access schedule.' }),
  names: { object: anObject },
  tell: ({ grant, object, schedule }) => `grant ${grant} ${object}${schedule === undefined ? '' : ` (${schedule})`}`,
  run: async (stage, { grant: principal, object, document, app, by, ...rest }) => {
    const where = planeOf(stage, objectSite(object), { document, app, by })
    return done(await stage.rig.call('grant', { principal, object, ...rest, ...where }))
  },
})
