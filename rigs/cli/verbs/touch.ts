import { connect } from '../connect.ts'
import { type ExpectOptions, expectOption, printDecision } from '../expect.ts'
import { jsonOption, rigOption, type Verb } from '../verb.ts'

interface TouchOptions extends ExpectOptions {
  readonly hold?: string
}

export const touch: Verb = (program, terminal) => {
  program
    .command('touch')
    .description('touch an iButton reader with an iButton; prints the decision and its reasons')
    .argument('<reader>', 'an iButton reader: home/side-door')
    .argument('<rom>', "the iButton's name in the rig file, or its ROM in any usual spelling")
    .option('--hold <duration>', 'leave it there for so long, for programs that read it (loxrig adapter)')
    .addOption(expectOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, ibutton: string, options: TouchOptions) => {
      const { hold } = options
      const rig = await connect(terminal, options)
      await printDecision(
        terminal,
        options,
        await rig.call('touch', { reader, ibutton, ...(hold !== undefined && { hold }) }),
      )
    })
}
