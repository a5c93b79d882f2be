import type { LiveClock } from '../../../sim/io/live-clock.ts'
import type { ClockService } from '../../estate.ts'
import type { ClockReadings } from './clock-readings.ts'

export interface ClockServiceOptions {
  /** The clock of the rig's own process. */
  readonly clock: LiveClock
  readonly readings: ClockReadings
  /** Resolves when the whole rig is at rest, with the least `dueOffsetMs` of other processes. */
  readonly settled: () => Promise<number | undefined>
  /** Whether devices are in other processes, which then hear of every step. */
  readonly isFollowed: boolean
}

/**
 * The clock service of a live rig (docs/design.md, "Time"). What it sets is published as `$clock`.
 *
 * `advance` goes from timer to timer, whichever process waits for it, and what each sets off settles everywhere before the next.
 * Both calls resolve when everybody follows the new reading and is at rest; they reject with DEADLINE where that takes too long.
 */
export function clockService({ clock, readings, settled, isFollowed }: ClockServiceOptions): ClockService {
  const step = isFollowed ? () => readings.publish() : () => {}
  const inTurn = oneAtATime()
  return {
    now: (site) => clock.now(site),
    ...(!isFollowed && { hold: () => clock.hold() }),
    advance: (durationMs) =>
      inTurn(async () => {
        await clock.advance(durationMs, settled, step)
        if (isFollowed) return
        readings.publish()
        await settled()
      }),
    setWall: (site, wallMs) =>
      inTurn(async () => {
        clock.setWall(site, wallMs)
        readings.publish()
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
