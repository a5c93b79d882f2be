import { z } from 'zod'
import { sitedName } from '../../control/addresses.ts'
import { pathInWords } from '../../evidence/plain-words.ts'
import { type Look, matcher } from '../matcher.ts'
import { anObject } from '../references.ts'
import { AccessObject, Principal, Text } from '../words.ts'
import { differing, inWords, isSame } from './facts.ts'

export const permits = matcher({
  word: 'permits',
  schema: z
    .strictObject({
      permits: Principal,
      object: AccessObject,
      allowed: z.enum(['internal', 'external', 'both', 'physical', 'none']).optional().meta({
        description: 'Where it is allowed now; doors and Intercoms are physical.',
      }),
      path: Text.optional().meta({ description: 'One of the paths, such as UG:Staff.' }),
    })
    .meta({ description: 'What "Show All Permissions" shows of a user, group or member.' }),
  names: { object: anObject },
  tell: ({ permits, object, ...rest }) => [`${permits} on ${object}`, inWords(rest)].filter(Boolean).join(', '),
  concerns: ({ channel }) => channel === 'notice' || channel === '$state',
  look: async ({ rig, estate }, { permits: user, object, ...sought }): Promise<Look> => {
    const { site, name } = sitedName(estate.file, object)
    const answer = await rig.call('explain', { user, site })
    const all = answer.about === 'all' ? answer.permissions : []
    const shown = all.find((each) => isSame(each.object, `${site}/${name}`))
    const actual = { allowed: shown?.allowed ?? 'none', path: shown?.paths.map(({ path }) => path) ?? [] }
    const different = differing(actual, sought)
    if (different.length === 0) return { met: actual.allowed }
    const why = shown?.paths.map(pathInWords).join('; ') ?? ''
    return { happened: different.join(', '), ...(why !== '' && { why }) }
  },
})
