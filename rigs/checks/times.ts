import { offsetMsAt } from '../../sim/domain/time.ts'
import { instantAt } from '../control/instants.ts'
import { allowsReaching } from '../rig-file/lints/ever.ts'
import type { RigCheck } from '../rig-file/shape.ts'
import type { Question } from './answer.ts'
import type { CheckedSite } from './site.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** How long `always` is, from now on: every day of a leap year lies in it, and so of any year (P-164). */
const ALWAYS_MS = 366 * DAY_MS

/** Single instants, or all from one on until another. Milliseconds since 1970 UTC. */
export type Times = readonly number[] | { readonly fromMs: number; readonly untilMs: number }

/** When a check asks. Throws USAGE where a date is none. */
export function timesOf({ at = 'always' }: RigCheck, zone: string, nowMs: number): Times {
  if (at === 'always') return { fromMs: nowMs, untilMs: nowMs + ALWAYS_MS }
  const instant = (text: string) => instantAt(text, zone, nowMs)
  if (typeof at === 'string') return [instant(at)]
  return 'from' in at ? { fromMs: instant(at.from), untilMs: instant(at.until) } : at.map(instant)
}

/**
 * The instants at which the answers to these questions can become others, the first included: where an access schedule that
 * reaches them begins or ends, the clock is put forward or back, and users become or cease to be valid. Between them
 * nothing changes, so that asking there is asking always.
 */
export function changesOf(site: CheckedSite, questions: readonly Question[], times: Times): readonly number[] {
  if (!('fromMs' in times)) return times
  const { fromMs, untilMs } = times
  const minutes = boundaries(site, questions)
  const instants = new Set([fromMs, ...windowsOf(site, questions)])
  if (minutes.size > 0) for (const each of clockTimes(site, minutes, fromMs, untilMs)) instants.add(each)
  return [...instants].filter((each) => each >= fromMs && each < untilMs).sort((a, b) => a - b)
}

/** Minutes of the day at which a schedule begins or ends; a day that has another mode changes nothing but there. */
function boundaries({ index }: CheckedSite, questions: readonly Question[]): Set<number> {
  const minutes = new Set<number>()
  for (const { principal, object } of questions) {
    const found = index.principals.get(principal)
    for (const { schedule } of found === undefined ? [] : allowsReaching(index, found, object)) {
      if (schedule === undefined || schedule.always) continue
      for (const entries of [...schedule.special.map((each) => each.entries), ...schedule.weekdays]) {
        for (const { fromMin, toMin } of entries) minutes.add(fromMin).add(toMin)
      }
    }
  }
  return minutes
}

function windowsOf({ index }: CheckedSite, questions: readonly Question[]): number[] {
  const people = new Set(questions.map(({ principal }) => index.users.get(principal.slice('user:'.length))))
  return [...people].flatMap((user) => (user === undefined ? [] : [user.activity.fromMs, user.activity.untilMs]))
}

/** When the clock on the wall shows one of these minutes, or jumps. */
function* clockTimes(
  { zone }: CheckedSite,
  minutes: ReadonlySet<number>,
  fromMs: number,
  untilMs: number,
): Iterable<number> {
  for (const { fromUtcMs } of zone.transitions) yield fromUtcMs
  for (let day = Math.floor(fromMs / DAY_MS) - 1; day * DAY_MS <= untilMs + DAY_MS; day++) {
    for (const minute of minutes) {
      const local = day * DAY_MS + minute * MINUTE_MS
      // On the day of a jump one of both is the time, or there are two.
      yield local - offsetMsAt(zone, local - DAY_MS)
      yield local - offsetMsAt(zone, local + DAY_MS)
    }
  }
}
