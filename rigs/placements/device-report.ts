import type { Listening } from '../factory/bundle.ts'

/** The first line a device process writes: it runs, and a Miniserver listens there. */
export interface DeviceReport {
  readonly running: string
  readonly listening?: Listening
}

export function isDeviceReport(value: unknown): value is DeviceReport {
  return typeof value === 'object' && value !== null && 'running' in value && typeof value.running === 'string'
}
