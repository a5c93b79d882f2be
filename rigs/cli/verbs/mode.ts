import { type CallerOption, callerFor, callerOption } from '../callers.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import { harmless } from '../paint.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

type Options = RigOption & JsonOption & CallerOption

export const mode: Verb = (program, terminal) => {
  const parent = program
    .command('mode')
    .description('operating modes of a running Miniserver: Holiday, Public Holiday …')
  parent
    .command('list')
    .description('list the operating modes, and which of them are active today')
    .argument('<site>', 'a site of the rig')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, options: Options) => {
      const { call } = await connect(terminal, options)
      const answer = await call('mode-list', { site })
      const { renderModes } = await import('../render/modes.ts')
      printResult(terminal, options, answer, renderModes(answer, terminal.paint))
    })
  const set = parent
    .command('set')
    .description('switch an operating mode on or off, at once, as logic or a person does')
  set
    .argument('<site>', 'a site of the rig')
    .argument('<mode>', 'an operating mode that is no weekday')
    .addArgument(set.createArgument('<on|off>').choices(['on', 'off']))
    .addOption(callerOption())
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, name: string, state: 'on' | 'off', options: Options) => {
      const { card, call } = await connect(terminal, options)
      const caller = callerFor(card, site, options, terminal)
      const answer = await call('mode-set', { site, mode: name, active: state === 'on', ...caller })
      const line = `${answer.mode} is switched ${answer.active ? 'on' : 'off'} at ${answer.site}.`
      printResult(terminal, options, answer, [harmless(line)])
    })
}
