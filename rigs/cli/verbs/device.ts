import type { Verb } from '../verb.ts'

export const device: Verb = (program) => {
  program
    .command('device')
    .description('run one device from its bundle: what child processes and containers start')
    .argument('<bundle>', 'path of the bundle')
    .action(async (bundle: string) => {
      const { runDevice } = await import('../../placements/device-process.ts')
      await runDevice(bundle)
    })
}
