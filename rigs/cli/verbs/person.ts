import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

const TOLD = {
  rang: (intercom: string) => `Rang at ${intercom}.`,
  unheard: (intercom: string) => `${intercom} plays "Error": its Miniserver does not answer.`,
} as const

export const ring: Verb = (program, terminal) => {
  program
    .command('ring')
    .description("press an Intercom's bell")
    .argument('<intercom>', 'an Intercom: home/gate')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (intercom: string, options: RigOption & JsonOption) => {
      const { call } = await connect(terminal, options)
      const answer = await call('ring', { intercom })
      printResult(terminal, options, answer, [TOLD[answer.answer](answer.intercom)])
    })
}
