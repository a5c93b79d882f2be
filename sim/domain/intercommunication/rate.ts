import type { Stretch } from './state.ts'

/** How long a stretch is. */
const SECOND_MS = 1_000

/** Packets that a unit looks at in one second; the rest is counted (P-277). */
const HEARD_MAX = 1_000

/** Changes of one output that are said in one second (P-276). */
export const SAID_MAX = 20

/** Whether there is room for one packet more, which counts from then on. */
export function mayHear(heard: Stretch, nowMs: number): boolean {
  return isRoom(heard, HEARD_MAX, nowMs)
}

/** Whether an output may say one change more, which counts from then on; where not, when it may. */
export function mayTell(said: Stretch, nowMs: number): { readonly atMs: number } | undefined {
  return isRoom(said, SAID_MAX, nowMs) ? undefined : { atMs: said.sinceMs + SECOND_MS }
}

function isRoom(stretch: Stretch, max: number, nowMs: number): boolean {
  if (nowMs - stretch.sinceMs >= SECOND_MS) Object.assign(stretch, { sinceMs: nowMs, count: 0 })
  if (stretch.count >= max) return false
  stretch.count += 1
  return true
}
