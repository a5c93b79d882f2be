import { randomUUID } from 'node:crypto'
import type { LiveClock } from '../../../sim/io/live-clock.ts'
import type { NetworkReading } from '../../../sim/io/network-view.ts'
import type { Bus } from '../../../sim/ports/bus.ts'

/** What the clock service says on the bus as `$clock`: devices elsewhere follow it, people see it. */
export interface ClockReadings {
  /** Number of the last reading; 0 before the first. */
  readonly number: number
  publish(): void
}

export interface ClockReadingsOptions {
  readonly clock: LiveClock
  /** The rig's login. */
  readonly bus: Bus
  readonly sites: readonly string[]
  /** The networks between the Miniservers, where somebody said something of them. */
  readonly network: () => NetworkReading | undefined
}

export function clockReadings({ clock, bus, sites, network }: ClockReadingsOptions): ClockReadings {
  let number = 0
  return {
    get number() {
      return number
    },
    publish() {
      number++
      const wallOffsetMs = Object.fromEntries(sites.map((site) => [site, clock.wallOffsetMs(site)]))
      const networks = network()
      const data = {
        ...{ reading: number, monotonicOffsetMs: clock.offsetMs, wallOffsetMs },
        ...(networks !== undefined && { network: networks }),
      }
      bus.publish({ channel: '$clock', id: randomUUID(), site: '', device: '', timeMs: Date.now(), data })
    },
  }
}
