import { randomUUID } from 'node:crypto'
import type { LiveClock } from '../../sim/io/live-clock.ts'
import type { Bus } from '../../sim/ports/bus.ts'
import type { ClockService } from '../estate.ts'

export interface ClockServiceOptions {
  /** The clock of the devices in the rig's own process. */
  readonly clock: LiveClock
  /** The rig's login: devices elsewhere follow `$clock`. */
  readonly bus: Bus
  readonly sites: readonly string[]
  readonly settled: () => Promise<void>
}

/** The clock service of a live rig (docs/design.md, "Time"). What it sets is published at once as `$clock`. */
export function clockService({ clock, bus, sites, settled }: ClockServiceOptions): ClockService {
  const publish = (): void => {
    const wallOffsetMs = Object.fromEntries(sites.map((site) => [site, clock.wallOffsetMs(site)]))
    const timeMs = Date.now()
    const data = { monotonicOffsetMs: clock.offsetMs, wallOffsetMs }
    bus.publish({ channel: '$clock', id: randomUUID(), site: '', device: '', timeMs, data })
  }
  publish()
  return {
    now: (site) => clock.now(site),
    async advance(durationMs) {
      await clock.advance(durationMs, settled)
      publish()
    },
    async setWall(site, wallMs) {
      clock.setWall(site, wallMs)
      publish()
    },
  }
}
