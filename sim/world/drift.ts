/** How a wall clock goes wrong: it gains `byMs` in every `everyMs`, or loses where that is below 0, always less than that time itself. */
export interface Drift {
  readonly byMs: number
  readonly everyMs: number
}

/** What the clock has gained since it goes wrong, whole milliseconds. */
export function driftedMs({ byMs, everyMs }: Drift, sinceMs: number): number {
  return Math.trunc((sinceMs * byMs) / everyMs)
}

/** The shortest time in which the clock goes on by `wallMs` or more, where it has gone wrong for `sinceMs` already. */
export function timeForMs(drift: Drift, wallMs: number, sinceMs: number): number {
  const { byMs, everyMs } = drift
  const before = driftedMs(drift, sinceMs)
  const shownAfter = (durationMs: number): number => durationMs + driftedMs(drift, sinceMs + durationMs) - before
  // Whole milliseconds make the clock go in small steps around its pace.
  const atPace = (shownMs: number): number => Math.floor((shownMs * everyMs) / (everyMs + byMs))
  let [tooShortMs, enoughMs] = [Math.max(0, atPace(wallMs - STEP_MS)) - 1, atPace(wallMs + STEP_MS)]
  while (enoughMs - tooShortMs > 1) {
    const middleMs = Math.floor((tooShortMs + enoughMs) / 2)
    if (shownAfter(middleMs) < wallMs) tooShortMs = middleMs
    else enoughMs = middleMs
  }
  return enoughMs
}

const STEP_MS = 2
