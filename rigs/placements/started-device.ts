import type { Device } from '../../sim/devices/device.ts'
import type { Listening } from '../factory/bundle.ts'

/** A device that runs, in whatever placement. Disposing it says goodbye on the bus and closes what it opened. */
export interface StartedDevice extends AsyncDisposable {
  readonly device: Device
  /** Where a Miniserver listens. */
  readonly listening?: Listening
}
