import { RigError } from '../../../sim/domain/errors.ts'
import { hasEnded } from '../alive.ts'
import { runningRig } from '../find-rig.ts'
import { type RigOption, rigOption, type Verb } from '../verb.ts'

/** A rig that is asked to stop closes every device, and has been seen to take a tenth of a second. */
const STOP_MS = 15_000

export const down: Verb = (program, terminal) => {
  program
    .command('down')
    .description('stop the running rig, and wait until it has stopped')
    .addOption(rigOption())
    .action(async (options: RigOption) => {
      const { rig, pid } = await runningRig(terminal.folder, options.rig)
      process.kill(pid, 'SIGTERM')
      if (!(await hasEnded(pid, STOP_MS))) {
        throw new RigError('DEADLINE', `rig ${rig} does not stop; end it by force: kill -9 ${pid}`)
      }
      const { removeCard } = await import('../../card.ts')
      await removeCard(terminal.folder, rig)
      terminal.print(`rig ${rig} has stopped`)
    })
}
