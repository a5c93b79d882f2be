import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

export const factoryReset: Verb = (program, terminal) => {
  program
    .command('factory-reset')
    .description(
      'reset a Miniserver to how it left the factory, as somebody who stands before it; everything in it goes',
    )
    .argument('<site>', 'a site of the rig')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, options: RigOption & JsonOption) => {
      const { call } = await connect(terminal, options)
      const answer = await call('factory-reset', { site })
      printResult(terminal, options, answer, [
        `The Miniserver of ${answer.site} is as it left the factory; admin/admin opens it, not from outside.`,
      ])
    })
}
