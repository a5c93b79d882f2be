import { WEEKDAYS } from '../schema/schedules.ts'
import type { LooseSite } from '../shape.ts'
import { defined, entryNamed } from '../site-names.ts'
import { minutesOf } from '../units.ts'

const DAY_MIN = 1440
const WEEK_MIN = WEEKDAYS.length * DAY_MIN

/** The minutes of a week, Monday first, in which a schedule is active while no operating mode is. */
export interface Week {
  /** Whether operating modes replace its weekdays: then it says nothing of its own of some days. */
  readonly hasModes: boolean
  readonly minutes: ReadonlySet<number>
}

/** The week of a schedule by its name; none is `Always`. */
export function weekOf(site: LooseSite, { schedule = 'Always' }: { readonly schedule?: string | undefined }): Week {
  const name = schedule.toLowerCase()
  if (name === 'always') return { hasModes: false, minutes: new Set(Array(WEEK_MIN).keys()) }
  const found = entryNamed(site.program?.schedules, schedule)
  const minutes = new Set<number>()
  for (const entry of found?.entries ?? []) {
    if (entry?.from === undefined || entry.to === undefined) continue
    const [from, to] = [minutesOf(entry.from), minutesOf(entry.to)]
    for (const day of defined(entry.days)) addSpan(minutes, WEEKDAYS.indexOf(day) * DAY_MIN, from, to)
  }
  const hasModes = (found?.modes?.length ?? 0) > 0 || (found?.entries ?? []).some((entry) => entry?.mode !== undefined)
  return { hasModes, minutes }
}

/** Whether `wide` is active whenever `narrow` is, and at other times too. Only where that is certain. */
export function isWider(wide: Week, narrow: Week): boolean {
  if (wide.minutes.size <= narrow.minutes.size) return false
  const isWholeWeek = wide.minutes.size === WEEK_MIN && !wide.hasModes
  if (!isWholeWeek && (wide.hasModes || narrow.hasModes)) return false
  return [...narrow.minutes].every((minute) => wide.minutes.has(minute))
}

/** What ends before it begins ends on the next day, that of Sunday on Monday. */
function addSpan(minutes: Set<number>, midnight: number, from: number, to: number): void {
  const end = to < from ? to + DAY_MIN : to
  for (let minute = from; minute < end; minute++) minutes.add((midnight + minute) % WEEK_MIN)
}
