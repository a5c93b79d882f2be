import { Option } from 'commander'
import { DEFAULT_RIG, rigFileToStart } from '../find-rig.ts'
import { unsupported } from '../unsupported.ts'
import type { Verb } from '../verb.ts'

export interface UpOptions {
  readonly lane: 'live' | 'containers'
  readonly placement: 'in-process' | 'process' | 'container'
  readonly bus?: string
  readonly listen?: string
  readonly rig?: string
  readonly keep?: true
  readonly detach?: true
}

export const up: Verb = (program, terminal) => {
  program
    .command('up')
    .description('start a rig, until Ctrl-C; tells where everything is when it is ready')
    .argument('[file]', `a rig file, or the name of one in rigs/ (default: ${DEFAULT_RIG})`)
    .addOption(new Option('--lane <lane>', 'what it runs on').choices(['live', 'containers']).default('live'))
    .addOption(
      new Option('--placement <placement>', 'where devices run')
        .choices(['in-process', 'process', 'container'])
        .default('in-process'),
    )
    .addOption(new Option('--bus <url>', 'an MQTT broker of your own instead of the embedded one').env('MQTT_URL'))
    .option('--listen <address>', 'address everything listens on (default: that of the rig file, else 127.0.0.1)')
    .option('--keep', 'take up what the rig had stored; refused when its file has changed since')
    .option('--detach', 'return when it is ready, and let it run in the background')
    .addOption(new Option('--rig <file|name>', 'as the argument'))
    .action(async (file: string | undefined, options: UpOptions) => {
      if (options.lane === 'containers') throw unsupported('up --lane containers')
      const path = rigFileToStart(terminal.folder, file ?? options.rig)
      if (options.detach === true) {
        const { runDetached } = await import('../up/background.ts')
        await runDetached(path, options, terminal)
      } else {
        const { runRig } = await import('../up/foreground.ts')
        await runRig(path, options, terminal)
      }
    })
}
