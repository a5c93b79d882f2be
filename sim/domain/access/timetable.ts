import type { Uuid } from '../program/names.ts'
import type { AccessSchedule } from '../program/program.ts'
import { localMinutes, MINUTES_PER_DAY, weekdayOf } from '../time.ts'
import { hasBit, setBit } from './bits.ts'
import { isModeActive } from './operating-modes.ts'
import { type CompiledSchedule, compileSchedule, isScheduleActive, type Moment } from './schedule.ts'

/**
 * All access schedules of a program side by side: for each minute of a week one bit for each, as long as weekdays alone decide.
 * So schedules asked about in the same minute lie beside each other in memory, where one by one each would be fetched from afar.
 */
export interface Timetable {
  readonly places: ReadonlyMap<Uuid, Place>
  readonly schedules: readonly CompiledSchedule[]
  /** Special modes that any schedule lists, and by place those that each lists; one bit for each mode, or a few that share one. */
  readonly modes: readonly number[]
  readonly listed: Int32Array
  /** Words that each minute takes in `week`. */
  readonly words: number
  /** Made once so many have asked that it pays: an index that is soon replaced does without. */
  week: Uint32Array | undefined
  asked: number
}

/** Where a schedule stands in the timetable, or what stands for one. */
export type Place = number

/** Of an allow without a schedule, or with one that is always active; and of one whose schedule is not in the program. */
export const ALWAYS: Place = -1
export const NEVER: Place = -2

/** Making a week takes as long as some hundred schedules that are asked one by one. */
export const ASKED_ONE_BY_ONE = 200

const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY

export function timetableOf(program: ReadonlyMap<Uuid, AccessSchedule>): Timetable {
  const uuids = [...program.keys()]
  const schedules = Array.from(program.values(), compileSchedule)
  const modes = [...new Set(schedules.flatMap(({ special }) => special.map(({ mode }) => mode)))]
  const bitsOf = ({ special }: CompiledSchedule) =>
    special.reduce((bits, { mode }) => bits | (1 << (modes.indexOf(mode) & 31)), 0)
  return {
    places: new Map(uuids.map((uuid, place) => [uuid, place])),
    schedules,
    modes,
    listed: Int32Array.from(schedules, bitsOf),
    words: (schedules.length + 31) >>> 5,
    week: undefined,
    asked: 0,
  }
}

/** The same as `isScheduleActive()`. */
export function isPlaceActive(timetable: Timetable, place: Place, moment: Moment): boolean {
  if (place < 0) return place === ALWAYS
  const week = timetable.week ?? weekOncePaying(timetable)
  if (week === undefined) return isScheduleActive(timetable.schedules[place], moment)
  const minutes = localMinutes(moment.zone, moment.at)
  const day = Math.floor(minutes / MINUTES_PER_DAY)
  const listed = timetable.listed[place] ?? 0
  if (listed !== 0 && isAnyAround(timetable, listed, day, moment)) {
    return isScheduleActive(timetable.schedules[place], moment)
  }
  const minute = weekdayOf(day) * MINUTES_PER_DAY + minutes - day * MINUTES_PER_DAY
  return hasBit(week, minute * timetable.words, place)
}

/** Whether a day has one of these modes, or the day before had, out of which a night may last. */
function isAnyAround({ modes }: Timetable, listed: number, day: number, moment: Moment): boolean {
  for (let place = 0; place < modes.length; place++) {
    if ((listed & (1 << (place & 31))) === 0) continue
    const mode = modes[place] ?? 0
    if (isModeActive(moment.modes, mode, day, moment.zone)) return true
    if (isModeActive(moment.modes, mode, day - 1, moment.zone)) return true
  }
  return false
}

function weekOncePaying(timetable: Timetable): Uint32Array | undefined {
  timetable.asked += 1
  if (timetable.asked > ASKED_ONE_BY_ONE) timetable.week = weekOf(timetable)
  return timetable.week
}

function weekOf({ schedules, words }: Timetable): Uint32Array {
  const week = new Uint32Array(MINUTES_PER_WEEK * words)
  for (const [place, { weekdays }] of schedules.entries()) {
    for (const [weekday, entries] of weekdays.entries()) {
      for (const { fromMin, toMin } of entries) {
        const from = weekday * MINUTES_PER_DAY + fromMin
        const until = weekday * MINUTES_PER_DAY + toMin + (fromMin > toMin ? MINUTES_PER_DAY : 0)
        for (let minute = from; minute < until; minute++) setBit(week, (minute % MINUTES_PER_WEEK) * words, place)
      }
    }
  }
  return week
}
