import { LOXONE_EPOCH_MS } from '../../sim/domain/time.ts'

/**
 * The years a rig's wall clocks may show, from Loxone's epoch to the end of the devices' certificates. Time zones are known for
 * all of them, so that no clock that is set leads out of what its schedules can judge.
 */
export const WALL_CLOCK_MS: readonly [fromUtcMs: number, toUtcMs: number] = [LOXONE_EPOCH_MS, Date.UTC(2099, 11, 31)]

export function isWallClock(wallMs: number): boolean {
  const [fromUtcMs, toUtcMs] = WALL_CLOCK_MS
  return wallMs >= fromUtcMs && wallMs < toUtcMs
}
