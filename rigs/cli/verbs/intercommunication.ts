import { type CallerOption, callerFor, callerOption } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

export const intercommunication: Verb = (program, terminal) => {
  program
    .command('intercommunication')
    .description('show what a Miniserver says and hears by Network Intercommunication (UDP)')
    .argument('<site>', 'a site of the rig')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, options: RigOption & JsonOption & CallerOption) => {
      const { card, call } = await connect(terminal, options)
      const answer = await call('intercommunication-show', { site, ...callerFor(card, site, options, terminal) })
      const { renderIntercommunication } = await import('../render/intercommunication.ts')
      printResult(terminal, options, answer, renderIntercommunication(answer, terminal.paint))
    })
}
