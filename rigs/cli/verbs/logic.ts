import { type CallerOption, callerFor, callerOption } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

export const logic: Verb = (program, terminal) => {
  program
    .command('logic')
    .description('show what blocks of logic and what is wired to them are at, and why')
    .argument('<site>', 'a site of the rig')
    .argument('[name]', 'of one block or control; left out, all')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, name: string | undefined, options: RigOption & JsonOption & CallerOption) => {
      const { card, call } = await connect(terminal, options)
      const asked = name === undefined ? {} : { name }
      const answer = await call('logic-show', { site, ...asked, ...callerFor(card, site, options, terminal) })
      const { renderLogic } = await import('../render/logic.ts')
      printResult(terminal, options, answer, renderLogic(answer, terminal.paint))
    })
}
