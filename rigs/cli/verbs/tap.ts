import { connect } from '../connect.ts'
import { type ExpectOptions, expectOption, printDecision } from '../expect.ts'

import { jsonOption, rigOption, type Verb } from '../verb.ts'

export const tap: Verb = (program, terminal) => {
  program
    .command('tap')
    .description('hold a tag to a keypad; prints the decision and its reasons')
    .argument('<reader>', 'a keypad: home/front-door')
    .argument('<tag>', 'its name in the rig file, or its id in any usual spelling')
    .addOption(expectOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, tag: string, options: ExpectOptions) => {
      const rig = await connect(terminal, options)
      await printDecision(terminal, options, await rig.call('tap', { reader, tag }))
    })
}
