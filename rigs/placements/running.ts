import type { Bundle, Listening } from '../factory/bundle.ts'
import type { DeviceReport } from './device-report.ts'
import type { ProcessHost } from './process-host.ts'

export interface PlacementOptions {
  readonly host: ProcessHost
  /** Folder of the rig, for what the placement writes. */
  readonly directory: string
  readonly bundles: readonly Bundle[]
}

/** All devices of a rig, running. Disposing it stops them. */
export interface Running extends AsyncDisposable {
  /** Where the rig reaches each site's Miniserver. */
  readonly listening: ReadonlyMap<string, Reached>
}

/** `host` where that is not the address that everything listens on. */
export interface Reached extends Listening {
  readonly host?: string
}

/** What runs, from what the processes of its devices have said. */
export function runningOf(reports: readonly DeviceReport[], end: () => Promise<void>): Running {
  const listening = reports.flatMap(({ running, listening: ports }) =>
    ports === undefined ? [] : [[siteOf(running), ports] as const],
  )
  return { listening: new Map(listening), [Symbol.asyncDispose]: end }
}

function siteOf(running: string): string {
  return running.split('/')[0] ?? ''
}
