import { connect } from '../connect.ts'
import { type ExpectOptions, expectOption, printDecision } from '../expect.ts'
import { jsonOption, rigOption, type Verb } from '../verb.ts'

export const present: Verb = (program, terminal) => {
  program
    .command('present')
    .description(
      'present an external ID to an external reader, a finger for instance; prints the decision and its reasons',
    )
    .argument('<reader>', 'an external reader: home/fingerprint')
    .argument('<external-id>', 'its name in the rig file, or the ID as it is')
    .addOption(expectOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (reader: string, externalId: string, options: ExpectOptions) => {
      const rig = await connect(terminal, options)
      await printDecision(terminal, options, await rig.call('present', { reader, externalId }))
    })
}
