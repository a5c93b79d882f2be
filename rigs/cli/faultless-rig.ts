import { RigError } from '../../sim/domain/errors.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { Terminal } from './terminal.ts'

/** Reads a rig file that is to be started. Tells every fault and lint; throws RIG_INVALID where there is a fault. */
export async function faultlessRig(path: string, terminal: Terminal): Promise<RigFile> {
  const [{ readRigFile }, { printFault }] = await Promise.all([
    import('../rig-file/read.ts'),
    import('../rig-file/fault.ts'),
  ])
  const { rig, faults, lints } = readRigFile(path)
  for (const fault of [...faults, ...lints]) terminal.tell(printFault(fault))
  if (rig !== undefined) return rig
  throw new RigError('RIG_INVALID', `${path} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}`)
}
