import { RigError } from '../../sim/domain/errors.ts'
import type { DeviceDescription } from '../../sim/protocol/bus/message.ts'
import { openInProcess } from './in-process.ts'
import { openProcesses } from './process.ts'
import type { PlacementOptions, Running } from './running.ts'

/** Starts the devices of a rig where they are to run. */
export function openPlacement(placement: DeviceDescription['placement'], options: PlacementOptions): Promise<Running> {
  switch (placement) {
    case 'in-process':
      return openInProcess(options)
    case 'process':
      return openProcesses(options)
    case 'container':
      throw new RigError('UNSUPPORTED', 'loxrig starts no containers by itself yet: see docs/guide/containers.md')
  }
}
