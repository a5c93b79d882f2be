import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

export const status: Verb = (program, terminal) => {
  program
    .command('status')
    .description('show what runs: Miniservers, Trusts, open documents, devices and their states')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (options: RigOption & JsonOption) => {
      const { card, call } = await connect(terminal, options)
      const answer = await call('status', {})
      const { renderStatus } = await import('../render/status.ts')
      printResult(terminal, options, answer, renderStatus(answer, card.pid, terminal.paint))
    })
}
