import type { RigCommandOutput } from '../../control/commands/index.ts'
import { connect } from '../connect.ts'
import { printResult } from '../output.ts'
import type { Terminal } from '../terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

type Options = RigOption & JsonOption

export const time: Verb = (program, terminal) => {
  const group = program.command('time').description('the clocks of the rig')
  group
    .command('show', { isDefault: true })
    .description('show the clocks')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (options: Options) => {
      const rig = await connect(terminal, options)
      await printClocks(terminal, options, await rig.call('time-show', {}))
    })
  group
    .command('advance')
    .description('let time pass at all sites, by all clocks together')
    .argument('<duration>', '30s, 15m, 2h or 1d')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (duration: string, options: Options) => {
      const rig = await connect(terminal, options)
      await printClocks(terminal, options, await rig.call('time-advance', { duration }))
    })
  group
    .command('set')
    .description('set the wall clock of one site and nothing else')
    .argument('<site>', 'a site of the rig')
    .argument('<time>', '2026-10-25T02:30 or 08:30 by the clock of the site, or an instant with its offset')
    .addOption(rigOption())
    .addOption(jsonOption())
    .action(async (site: string, text: string, options: Options) => {
      const rig = await connect(terminal, options)
      await printClocks(terminal, options, await rig.call('time-set', { site, time: text }))
    })
}

async function printClocks(terminal: Terminal, options: Options, clocks: RigCommandOutput<'time-show'>): Promise<void> {
  const { renderClocks } = await import('../render/clocks.ts')
  printResult(terminal, options, clocks, renderClocks(clocks, terminal.paint))
}
