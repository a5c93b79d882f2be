import type { Uuid } from '../program/names.ts'
import type { AccessSchedule } from '../program/program.ts'
import { localMinutes, MINUTES_PER_DAY, weekdayOf, type ZoneTable } from '../time.ts'
import { hasBit, setBit } from './bits.ts'
import { isModeActive, type OperatingModes } from './operating-modes.ts'
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
  /** Nearly all questions are about the day that was asked about last. */
  today: Today | undefined
}

/** A local day, by the modes and in the zone it was asked about. */
interface Today {
  readonly modes: OperatingModes
  readonly zone: ZoneTable
  /** Its midnight, as `localMinutes()` counts, and as minutes of the week. */
  readonly fromMinute: number
  readonly minuteOfWeek: number
  /** Of the special modes those that the day has, or had the day before, out of which a night may last; bits as in `listed`. */
  readonly around: number
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
    special.reduce((bits, { mode }) => bits | bitOfMode(modes.indexOf(mode)), 0)
  return {
    places: new Map(uuids.map((uuid, place) => [uuid, place])),
    schedules,
    modes,
    listed: Int32Array.from(schedules, bitsOf),
    words: (schedules.length + 31) >>> 5,
    week: undefined,
    asked: 0,
    today: undefined,
  }
}

/** The same as `isScheduleActive()`. */
export function isPlaceActive(timetable: Timetable, place: Place, moment: Moment): boolean {
  if (place < 0) return place === ALWAYS
  const week = timetable.week ?? weekOncePaying(timetable)
  if (week === undefined) return isScheduleActive(timetable.schedules[place], moment)
  const minutes = localMinutes(moment.zone, moment.at)
  const { around, fromMinute, minuteOfWeek } = todayOf(timetable, minutes, moment)
  if (((timetable.listed[place] ?? 0) & around) !== 0) return isScheduleActive(timetable.schedules[place], moment)
  return hasBit(week, (minuteOfWeek + minutes - fromMinute) * timetable.words, place)
}

function todayOf(timetable: Timetable, minutes: number, { modes, zone }: Moment): Today {
  const { today } = timetable
  const isKnown = today !== undefined && today.modes === modes && today.zone === zone
  if (isKnown && minutes >= today.fromMinute && minutes < today.fromMinute + MINUTES_PER_DAY) return today
  const day = Math.floor(minutes / MINUTES_PER_DAY)
  const isAround = (mode: number) => isModeActive(modes, mode, day, zone) || isModeActive(modes, mode, day - 1, zone)
  const around = timetable.modes.reduce((bits, mode, place) => bits | (isAround(mode) ? bitOfMode(place) : 0), 0)
  const fromMinute = day * MINUTES_PER_DAY
  timetable.today = { modes, zone, fromMinute, minuteOfWeek: weekdayOf(day) * MINUTES_PER_DAY, around }
  return timetable.today
}

function bitOfMode(place: number): number {
  return 1 << (place & 31)
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
