import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import type { FaultCode } from '../../rig-file/fault.ts'
import { lint as lintOf } from '../../rig-file/lint.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { withFacts } from './facts.ts'
import { Exists } from './words.ts'

const CODES = [
  ...['DEFAULT_PASSWORD', 'PASSWORD_WEAK', 'GROUP_CYCLE', 'TAG_AMBIGUOUS'],
  ...['MEMBER_RIGHT_IGNORED', 'SCHEDULE_SHADOWED', 'ACTIVATION_IGNORED'],
] as const satisfies readonly FaultCode[]

export const lint = matcher({
  word: 'lint',
  schema: z
    .strictObject({
      lint: z.enum(CODES).meta({ description: 'Its code, as "loxrig check" shows it.' }),
      at: Site.meta({ description: 'The site whose program it is about.' }),
      says: Text.optional().meta({ description: 'A part of its sentence, such as the name of a user.' }),
      exists: Exists,
    })
    .meta({ description: 'What the rig file has that is allowed, but seldom meant.' }),
  names: { at: aSite },
  tell: ({ lint, at, ...sought }) => withFacts(`lint ${lint} at ${at}`, sought),
  concerns: () => false,
  look: async ({ estate: { file } }, { lint: code, at, says = '', exists = true }): Promise<Look> => {
    const site = siteNamed(file, at)
    const found = lintOf(file).filter((each) => each.code === code && each.path[1] === site)
    const meant = found.filter(({ message }) => message.toLowerCase().includes(says.toLowerCase()))
    if (meant.length > 0 === exists) return { met: meant.length }
    return { happened: meant[0]?.message ?? 'there is none' }
  },
})
