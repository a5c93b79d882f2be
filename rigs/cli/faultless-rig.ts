import { RigError } from '../../sim/domain/errors.ts'
import type { Fault } from '../rig-file/fault.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { Terminal } from './terminal.ts'

/** Reads a rig file that is to be started. Tells every fault and lint; throws RIG_INVALID where there is a fault. */
export async function faultlessRig(path: string, terminal: Terminal): Promise<RigFile> {
  const { rig, lints } = await readFaultless(path, terminal)
  await tellFaults(lints, terminal)
  return rig
}

/** The same without telling lints. */
export async function readFaultless(
  path: string,
  terminal: Terminal,
): Promise<{ readonly rig: RigFile; readonly lints: readonly Fault[] }> {
  const [{ readRigFile }, { readFrom }] = await Promise.all([
    import('../rig-file/read.ts'),
    import('../rig-file/files.ts'),
  ])
  const { rig, faults, lints } = readRigFile(path, readFrom(terminal.folder))
  if (rig !== undefined) return { rig, lints }
  await tellFaults(faults, terminal)
  throw new RigError('RIG_INVALID', `${path} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}`)
}

export async function tellFaults(faults: readonly Fault[], terminal: Terminal): Promise<void> {
  const { printFault } = await import('../rig-file/fault.ts')
  for (const fault of faults) terminal.tell(printFault(fault))
}
