import { RigError } from '../errors.ts'
import type { CalendarDate, CalendarDays, CalendarEntry, YearlyDate } from './calendar-entry.ts'
import type { Change } from './change.ts'
import type { Uuid } from './names.ts'
import type { Program } from './program.ts'

export type CalendarChange = Partial<Omit<CalendarEntry, 'uuid'>>

/** R94. */
export function addCalendarEntry(program: Program, entry: CalendarEntry): Change[] {
  if (program.calendar.has(entry.uuid)) throw invalid(`There is a calendar entry ${entry.uuid} already.`)
  checkEntry(program, entry)
  return [put(entry)]
}

export function editCalendarEntry(program: Program, uuid: Uuid, change: CalendarChange): Change[] {
  const entry = { ...entryOf(program, uuid), ...change }
  checkEntry(program, entry)
  return [put(entry)]
}

export function deleteCalendarEntry(program: Program, uuid: Uuid): Change[] {
  entryOf(program, uuid)
  return [{ map: 'calendar', key: uuid, entry: undefined }]
}

/** Weekdays come by the date alone: an entry that switched them on would do nothing (P-113). */
const WEEKDAYS = { first: 3, last: 9 }
/** Days around Easter Sunday that are in its own year, whichever year it is. */
const EASTER_OFFSETS = { first: -80, last: 250 }
const YEARS = { first: 1970, last: 9999 }
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function checkEntry(program: Program, { name, mode, days }: CalendarEntry): void {
  if (name.trim() === '') throw invalid('A calendar entry needs a name.')
  if (!program.operatingModes.has(mode)) throw new RigError('NOT_FOUND', `There is no operating mode ${mode}.`)
  if (isWithin(mode, WEEKDAYS)) throw invalid(`"${name}" is of mode ${mode}, a weekday, which comes by itself.`)
  const fault = faultOf(days)
  if (fault !== undefined) throw invalid(`"${name}": ${fault}.`)
}

/** Why these are no days, as the end of a sentence. 29 February of every year is a day: it comes in leap years. */
function faultOf(days: CalendarDays): string | undefined {
  switch (days.kind) {
    case 'yearly-date':
      return yearlyFault(days)
    case 'easter':
      return isWithin(days.offset, EASTER_OFFSETS) ? undefined : `${days.offset} days from Easter are in another year`
    case 'date':
      return dateFault(days.date)
    case 'timespan':
      return (
        dateFault(days.from) ??
        dateFault(days.to) ??
        (dayNumber(days.from) > dayNumber(days.to) ? `${text(days.from)} is after ${text(days.to)}` : undefined)
      )
    case 'yearly-timespan':
      return yearlyFault(days.from) ?? yearlyFault(days.to)
    case 'weekday-in-month':
      return weekdayFault(days)
  }
}

function yearlyFault({ month, day }: YearlyDate): string | undefined {
  const longest = month === 2 ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0)
  return isWithin(day, { first: 1, last: longest }) ? undefined : `there is no day ${day} in month ${month}`
}

function dateFault({ year, month, day }: CalendarDate): string | undefined {
  if (!isWithin(year, YEARS)) return `the year ${year} is not between ${YEARS.first} and ${YEARS.last}`
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const isMissing = month === 2 && day === 29 && !isLeap
  return isMissing ? `${year} has no 29 February` : yearlyFault({ month, day })
}

function weekdayFault(days: Extract<CalendarDays, { kind: 'weekday-in-month' }>): string | undefined {
  const { month, weekday, nth } = days
  if (!isWithin(month, { first: 1, last: 12 })) return `there is no month ${month}`
  if (!isWithin(weekday, { first: 0, last: 6 })) return `weekday ${weekday} is not between 0 Monday and 6 Sunday`
  return isWithin(nth, { first: 1, last: 5 }) ? undefined : `nth is 1 to 4, or 5 for the last, not ${nth}`
}

function isWithin(value: number, { first, last }: { readonly first: number; readonly last: number }): boolean {
  return Number.isInteger(value) && value >= first && value <= last
}

/** Only for telling which of two dates comes first. */
function dayNumber({ year, month, day }: CalendarDate): number {
  return (year * 12 + month) * 31 + day
}

function text({ year, month, day }: CalendarDate): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function entryOf(program: Program, uuid: Uuid): CalendarEntry {
  const entry = program.calendar.get(uuid)
  if (entry === undefined) throw new RigError('NOT_FOUND', `There is no calendar entry ${uuid}.`)
  return entry
}

function put(entry: CalendarEntry): Change {
  return { map: 'calendar', key: entry.uuid, entry }
}

function invalid(sentence: string): RigError {
  return new RigError('INVALID', sentence)
}
