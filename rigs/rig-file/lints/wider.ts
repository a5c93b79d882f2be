import type { CompiledSchedule } from '../../../sim/domain/access/schedule.ts'

const DAY_MIN = 1440
const WEEK_MIN = 7 * DAY_MIN

type Schedule = CompiledSchedule | undefined
export type IsWider = (wide: Schedule, narrow: Schedule) => boolean
type Entries = CompiledSchedule['weekdays'][number]

/** `isWider()`, each pair asked once. */
export function rememberingWider(): IsWider {
  const asked = new Map<Schedule, Map<Schedule, boolean>>()
  return (wide, narrow) => {
    const ofWide = asked.get(wide) ?? new Map<Schedule, boolean>()
    asked.set(wide, ofWide)
    const known = ofWide.get(narrow) ?? isWider(wide, narrow)
    ofWide.set(narrow, known)
    return known
  }
}

/** Whether `wide` is active whenever `narrow` is, and at other times too; `undefined` is no schedule. Only where that is certain. */
function isWider(wide: Schedule, narrow: Schedule): boolean {
  if (isAlways(narrow)) return false
  if (isAlways(wide)) return true
  if (wide === undefined || narrow === undefined) return false
  if (isNever(narrow)) return wide.weekdays.some(({ length }) => length > 0)
  if (wide.special.length + narrow.special.length === 0) return holdsMore([[weekOf(wide), weekOf(narrow)]])
  const modes = ({ special }: CompiledSchedule) => special.map(({ mode }) => mode).join()
  // With the same operating modes in the same order each day is judged by the same part of both.
  return modes(wide) === modes(narrow) && holdsMore(pairs(partsOf(wide), partsOf(narrow)))
}

function isAlways(schedule: Schedule): boolean {
  if (schedule === undefined || schedule.always) return true
  return schedule.special.length === 0 && weekOf(schedule).size === WEEK_MIN
}

function isNever({ special, weekdays }: CompiledSchedule): boolean {
  return [...special.map(({ entries }) => entries), ...weekdays].every(({ length }) => length === 0)
}

/** Its minutes in a week without operating modes, Monday first; a night that lasts out of Sunday is on Monday. */
function weekOf(schedule: CompiledSchedule): ReadonlySet<number> {
  const minutes = new Set<number>()
  for (const [weekday, entries] of schedule.weekdays.entries()) {
    for (const minute of minutesOf(entries)) minutes.add((weekday * DAY_MIN + minute) % WEEK_MIN)
  }
  return minutes
}

function partsOf({ special, weekdays }: CompiledSchedule): Set<number>[] {
  return [...special.map(({ entries }) => entries), ...weekdays].map(minutesOf)
}

/** From midnight of the day on; what ends before it begins ends on the next day. */
function minutesOf(entries: Entries): Set<number> {
  const minutes = new Set<number>()
  for (const { fromMin, toMin } of entries) {
    const end = toMin < fromMin ? toMin + DAY_MIN : toMin
    for (let minute = fromMin; minute < end; minute++) minutes.add(minute)
  }
  return minutes
}

type Pair = readonly [wide: ReadonlySet<number>, narrow: ReadonlySet<number>]

function pairs(wide: readonly Set<number>[], narrow: readonly Set<number>[]): Pair[] {
  return wide.map((minutes, part) => [minutes, narrow[part] ?? new Set()])
}

function holdsMore(parts: readonly Pair[]): boolean {
  const isMore = parts.some(([wide, narrow]) => wide.size > narrow.size)
  return isMore && parts.every(([wide, narrow]) => [...narrow].every((minute) => wide.has(minute)))
}
