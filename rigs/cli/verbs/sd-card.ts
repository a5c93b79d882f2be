import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { withSecrets } from '../secret-options.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface Options extends RigOption, JsonOption {
  readonly password: string
  readonly config?: string
  readonly firmware?: string
}

export const sdCard: Verb = (program, terminal) => {
  program
    .command('sd-card')
    .description('reset the password of admin by SD card, as somebody who stands before the Miniserver; it restarts')
    .argument('<site>', 'a site of the rig')
    .requiredOption('--password <password>', 'the new password of admin; - asks for it')
    .option('--config <version>', 'of the Loxone Config that writes the card')
    .option('--firmware <version>', 'on the card')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, options: Options) => {
      const { call } = await connect(terminal, options)
      const { password, config, firmware } = await withSecrets(terminal, options)
      const versions = { ...(config !== undefined && { config }), ...(firmware !== undefined && { firmware }) }
      const answer = await call('sd-card', { site, password, ...versions })
      const what = answer.created ? 'was created anew, with the new password' : 'has the new password'
      printResult(terminal, options, answer, [`${answer.user} of ${answer.site} ${what}; the Miniserver restarts.`])
    })
}
