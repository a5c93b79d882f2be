import { z } from 'zod'
import { decisionSchema } from '../../../sim/protocol/bus/decision-schema.ts'
import type { RigCommandOutput } from '../../control/commands/index.ts'
import { reasonInWords } from '../../evidence/plain-words.ts'
import { type Look, matcher } from '../matcher.ts'
import { anObject } from '../references.ts'
import { AccessObject, Text, WallTime } from '../words.ts'
import { differing, inWords } from './facts.ts'

const { outcome, reason } = decisionSchema.shape

export const explain = matcher({
  word: 'explain',
  schema: z
    .strictObject({
      explain: Text.meta({ description: 'A user: Anna, Anna@Office.' }),
      object: AccessObject,
      outcome: outcome.optional(),
      reason: reason.optional(),
      path: Text.optional().meta({ description: 'A permission path, such as UG:Staff.' }),
      schedule: Text.optional().meta({ description: 'An access schedule on one of the paths.' }),
      group: Text.optional().meta({ description: 'One of the groups the user is in.' }),
      at: WallTime.optional().meta({ description: "A time on the site's clock; now, when left out." }),
      scope: z.enum(['internal', 'external']).optional().meta({ description: 'Doors and Intercoms have none.' }),
    })
    .meta({ description: 'What a user may do by the program that runs, and why; nothing is tried.' }),
  names: { object: anObject },
  tell: ({ explain, object, ...rest }) => [`${explain} at ${object}`, inWords(rest)].filter(Boolean).join(', '),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig }, { explain: user, object, at, scope, ...sought }): Promise<Look> => {
    const answer = await rig.call('explain', { user, object, at, scope })
    const explained = explanationOf(answer)
    const { outcome, reason, paths, groups } = explained
    const actual = {
      outcome,
      reason,
      path: paths.map(({ path }) => path),
      schedule: paths.flatMap(({ schedule }) => schedule?.name ?? []),
      group: groups,
    }
    const different = differing(actual, sought)
    if (different.length === 0) return { met: reason }
    return { happened: different.join(', '), why: reasonInWords(explained) }
  },
})

function explanationOf(answer: RigCommandOutput<'explain'>) {
  if (answer.about !== 'object') throw new TypeError('not about an object')
  return answer.explanation
}
