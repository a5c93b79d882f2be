import type { Drift } from '../../../../sim/world/drift.ts'
import { millisecondsOf } from '../../../rig-file/units.ts'

/** What `every` is where it is left out: clocks are rated by the day. */
export const EVERY = '1d'

/** `-30s` in `1d`. */
export function driftOf(by: string, every = EVERY): Drift {
  return {
    byMs: by.startsWith('-') ? -millisecondsOf(by.slice(1)) : millisecondsOf(by),
    everyMs: millisecondsOf(every),
  }
}

/** A clock that goes wrong by as much as the time itself would stand still, or run backwards. */
export function isDrift({ byMs, everyMs }: Drift): boolean {
  return Math.abs(byMs) < everyMs
}
