import { z } from 'zod'
import { RigError } from '../../../sim/domain/errors.ts'
import { didYouMean } from '../../../sim/domain/nearest.ts'
import { logicStatusAnswer } from '../../../sim/protocol/control/answers.ts'
import { siteNamed } from '../addresses.ts'
import { callerAt } from '../callers.ts'
import { rigCommand } from '../command.ts'
import { callerInput, nameInput, siteInput } from '../inputs.ts'

export const logicShow = rigCommand({
  name: 'logic-show',
  summary: 'Shows what blocks of logic and what is wired to them are at, and why',
  input: z.strictObject({
    site: siteInput,
    name: nameInput.optional().describe('Of one block or control; all when left out'),
    caller: callerInput,
  }),
  output: z.strictObject({ site: z.string(), outputs: logicStatusAnswer }),
  run: async ({ estate }, { site, name, caller }) => {
    const at = siteNamed(estate.file, site)
    const answer = await estate.control(at, callerAt(estate, at, caller), { type: 'logic-status' })
    const outputs = logicStatusAnswer.parse(answer)
    return { site: at, outputs: name === undefined ? outputs : named(outputs, name) }
  },
})

function named(outputs: z.infer<typeof logicStatusAnswer>, name: string): z.infer<typeof logicStatusAnswer> {
  const found = outputs.filter((each) => each.name.toLowerCase() === name.trim().toLowerCase())
  if (found.length > 0) return found
  const names = new Set(outputs.map((each) => each.name))
  throw new RigError('NOT_FOUND', `No block of logic or control "${name}" is wired.${didYouMean(name, names)}`)
}
