import { type CallerOption, callerFor, callerOption, siteOf } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

export const history: Verb = (program, terminal) => {
  program
    .command('history')
    .description('show the history of the block at a reader, newest first')
    .argument('<reader>', 'a keypad or iButton reader: home/front-door')
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, options: RigOption & JsonOption & CallerOption) => {
      const { card, call } = await connect(terminal, options)
      const answer = await call('history', { reader, ...callerFor(card, siteOf(reader), options, terminal) })
      const { renderHistory } = await import('../render/history.ts')
      printResult(terminal, options, answer, renderHistory(answer, terminal.paint))
    })
}
