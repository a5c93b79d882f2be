import { RigError } from '../../sim/domain/errors.ts'
import type { DeviceDescription } from '../../sim/protocol/bus/message.ts'
import type { Bundle, Listening } from '../factory/bundle.ts'
import { openInProcess } from './in-process.ts'
import { openProcesses } from './process.ts'
import type { ProcessHost } from './process-host.ts'

export interface PlacementOptions {
  readonly host: ProcessHost
  /** Folder of the rig, for what the placement writes. */
  readonly directory: string
  readonly bundles: readonly Bundle[]
}

/** All devices of a rig, running. Disposing it stops them. */
export interface Running extends AsyncDisposable {
  /** Where each site's Miniserver listens. */
  readonly listening: ReadonlyMap<string, Listening>
}

/** Starts the devices of a rig where they are to run. */
export function openPlacement(placement: DeviceDescription['placement'], options: PlacementOptions): Promise<Running> {
  switch (placement) {
    case 'in-process':
      return openInProcess(options)
    case 'process':
      return openProcesses(options)
    case 'container':
      throw new RigError('UNSUPPORTED', 'a rig of containers is started by Compose; see docs/guide/containers.md')
  }
}
