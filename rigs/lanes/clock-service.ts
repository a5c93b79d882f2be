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

/**
 * The clock service of a live rig (docs/design.md, "Time"). What it sets is published at once as `$clock`.
 *
 * Devices of this process advance timer by timer. Those in other processes follow `$clock`: for them `advance` is one jump, at
 * the end of which whatever became due fires in the order of its instants, with the clock at the end. Both calls resolve when the
 * broker has the reading; what devices elsewhere do because of it comes after, so a deadline in the rig's own time that is
 * jumped over passes first.
 */
export function clockService({ clock, bus, sites, settled }: ClockServiceOptions): ClockService {
  const publish = (): void => {
    const wallOffsetMs = Object.fromEntries(sites.map((site) => [site, clock.wallOffsetMs(site)]))
    const timeMs = Date.now()
    const data = { monotonicOffsetMs: clock.offsetMs, wallOffsetMs }
    bus.publish({ channel: '$clock', id: randomUUID(), site: '', device: '', timeMs, data })
  }
  publish()
  const inTurn = oneAtATime()
  return {
    now: (site) => clock.now(site),
    advance: (durationMs) =>
      inTurn(async () => {
        await clock.advance(durationMs, settled)
        publish()
        await settled()
      }),
    setWall: (site, wallMs) =>
      inTurn(async () => {
        clock.setWall(site, wallMs)
        publish()
        await settled()
      }),
  }
}

/** Two who move the clock at once move it one after the other. */
function oneAtATime(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
