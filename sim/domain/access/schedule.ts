import type { AccessSchedule, ScheduleEntry } from '../program/program.ts'
import { localMinutes, MINUTES_PER_DAY, weekdayOf, type ZoneTable } from '../time.ts'
import { isModeActive, type OperatingModes } from './operating-modes.ts'

/** An instant, with all that makes local time and the day's kind of it. */
export interface Moment {
  /** Milliseconds since 1970 UTC, by the wall clock of the unit that owns the door. */
  readonly at: number
  readonly zone: ZoneTable
  readonly modes: OperatingModes
}

/** An access schedule with its entries sorted by the day they belong to. */
export interface CompiledSchedule {
  readonly name: string
  readonly always: boolean
  readonly crossesMidnight: boolean
  /** Operating modes that replace the weekday while active, highest priority first. */
  readonly special: readonly { readonly mode: number; readonly entries: readonly ScheduleEntry[] }[]
  /** Monday first. */
  readonly weekdays: readonly (readonly ScheduleEntry[])[]
}

/** Operating modes 3–9 are the weekdays. They are selected by the date alone and come after every other mode (§3.7.2). */
const MONDAY_MODE = 3
const SUNDAY_MODE = 9

/**
 * Prepares a schedule for asking. An entry of a special mode that `modes` does not list never counts; weekdays always do.
 * `needsActivation` means nothing for access (P-59).
 */
export function compileSchedule(schedule: AccessSchedule): CompiledSchedule {
  const entries = schedule.builtIn === 'never' ? [] : schedule.entries
  const of = (mode: number) => entries.filter((entry) => entry.mode === mode)
  return {
    name: schedule.name,
    always: schedule.builtIn === 'always',
    crossesMidnight: entries.some(({ fromMin, toMin }) => fromMin > toMin),
    special: schedule.modes.filter((mode) => !isWeekday(mode)).map((mode) => ({ mode, entries: of(mode) })),
    weekdays: Array.from({ length: 7 }, (_, weekday) => of(MONDAY_MODE + weekday)),
  }
}

/** What stands for a schedule that the program does not have: it is never active, so that nothing opens by mistake. */
export function missingSchedule(name: string): CompiledSchedule {
  return compileSchedule({ uuid: name, name, builtIn: 'never', modes: [], entries: [] })
}

/**
 * Whether a schedule is active at a moment (§3.7.2, §3.7.3); no schedule always is.
 *
 * The highest-priority special mode of the day replaces its weekday. Minutes are those of the wall clock, half-open: in at
 * `fromMin`, out at `toMin`. What begins before midnight and ends after it is judged by the day it began, and continues on
 * the next date of the calendar.
 */
export function isScheduleActive(schedule: CompiledSchedule | undefined, moment: Moment): boolean {
  if (schedule === undefined || schedule.always) return true
  const minutes = localMinutes(moment.zone, moment.at)
  const day = Math.floor(minutes / MINUTES_PER_DAY)
  const minute = minutes - day * MINUTES_PER_DAY
  for (const { fromMin, toMin } of entriesOn(schedule, day, moment)) {
    if (minute >= fromMin && (minute < toMin || fromMin > toMin)) return true
  }
  if (!schedule.crossesMidnight) return false
  for (const { fromMin, toMin } of entriesOn(schedule, day - 1, moment)) {
    if (fromMin > toMin && minute < toMin) return true
  }
  return false
}

function isWeekday(mode: number): boolean {
  return mode >= MONDAY_MODE && mode <= SUNDAY_MODE
}

/** The entries that count on a local day, those of its mode: also for the part of them that lies behind its midnight (§3.7.2). */
export function entriesOn(
  schedule: CompiledSchedule,
  day: number,
  { modes, zone }: Pick<Moment, 'modes' | 'zone'>,
): readonly ScheduleEntry[] {
  for (const { mode, entries } of schedule.special) {
    if (isModeActive(modes, mode, day, zone)) return entries
  }
  return schedule.weekdays[weekdayOf(day)] ?? []
}
