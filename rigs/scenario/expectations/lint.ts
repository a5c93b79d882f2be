import { z } from 'zod'
import { siteNamed } from '../../control/addresses.ts'
import { runningProgram } from '../../control/plane.ts'
import { FILE_LINT_CODES, LINT_CODES } from '../../rig-file/lints/codes.ts'
import { lintedProgram } from '../../rig-file/lints/linted-program.ts'
import { lintsOfProgram } from '../../rig-file/lints/look.ts'
import { type Look, matcher } from '../matcher.ts'
import { aSite } from '../references.ts'
import { Site, Text } from '../words.ts'
import { withFacts } from './facts.ts'
import { Exists } from './words.ts'

export const lint = matcher({
  word: 'lint',
  schema: z
    .strictObject({
      lint: z.enum(LINT_CODES).exclude(FILE_LINT_CODES).meta({ description: 'Its code, as "loxrig check" shows it.' }),
      at: Site.meta({ description: 'The site whose program it is about.' }),
      says: Text.optional().meta({ description: 'A part of its sentence, such as the name of a user.' }),
      exists: Exists,
    })
    .meta({ description: 'What the Miniserver of a site runs that is allowed, but seldom meant.' }),
  names: { at: aSite },
  tell: ({ lint, at, ...sought }) => withFacts(`lint ${lint} at ${at}`, sought),
  concerns: () => false,
  look: async ({ estate }, { lint: code, at, says = '', exists = true }): Promise<Look> => {
    const site = siteNamed(estate.file, at)
    const lints = lintsOfProgram(lintedProgram(estate.file, site, await runningProgram(estate, site)))
    const sentences = lints
      .filter(({ lint }) => lint.code === code)
      .map(({ about, sentence }) => `${about}: ${sentence}`)
    const meant = sentences.filter((sentence) => sentence.toLowerCase().includes(says.toLowerCase()))
    if (meant.length > 0 === exists) return { met: meant.length }
    return { happened: meant[0] ?? 'there is none' }
  },
})
