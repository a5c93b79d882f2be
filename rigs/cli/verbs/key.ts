import { connect } from '../connect.ts'
import { type ExpectOptions, expectOption, requireOutcome } from '../expect.ts'
import { printResult } from '../output.ts'
import { jsonOption, rigOption, type Verb } from '../verb.ts'

export const key: Verb = (program, terminal) => {
  program
    .command('key')
    .description("press a keypad's keys: 1234 tick, 12 bell; prints what came of them")
    .argument('<keypad>', 'home/front-door')
    .argument('<keys...>', 'digits, tick and bell in their order')
    .addOption(expectOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, keys: readonly string[], options: ExpectOptions) => {
      const rig = await connect(terminal, options)
      const pressed = await rig.call('key', { reader, keys: keys.join(' ') })
      const { renderKeypadAnswers } = await import('../render/keypad-answers.ts')
      printResult(terminal, options, pressed, renderKeypadAnswers(pressed, terminal.paint))
      // A door that decided nothing let nobody in.
      requireOutcome(terminal, options, pressed.answers.at(-1)?.decision?.outcome ?? 'denied')
    })
}
