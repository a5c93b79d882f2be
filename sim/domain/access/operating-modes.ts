import type { CalendarDays } from '../program/calendar-entry.ts'
import type { OperatingMode, Program } from '../program/program.ts'
import { localDay, type ZoneTable } from '../time.ts'
import { isInCalendarDays } from './calendar-days.ts'

/** Operating modes made ready for asking which of them a day has. They never change: who switches one compiles them again. */
export interface OperatingModes {
  readonly switched: ReadonlyMap<number, OperatingMode>
  readonly calendars: ReadonlyMap<number, ModeCalendar>
}

/** The operating times of one mode, with the days that were asked about already. */
interface ModeCalendar {
  readonly entries: CalendarDays[]
  readonly asked: Map<number, boolean>
}

/** Days remembered per mode; then it forgets them all. More than a year, so that a year's report asks each day once. */
const ASKED_MAX = 400

/** Takes modes and calendar over: after a change of them compile again. */
export function compileModes({
  operatingModes,
  calendar,
}: Pick<Program, 'operatingModes' | 'calendar'>): OperatingModes {
  const calendars = new Map<number, ModeCalendar>()
  for (const { mode, days } of calendar.values()) {
    const known = calendars.get(mode)
    if (known === undefined) calendars.set(mode, { entries: [days], asked: new Map() })
    else known.entries.push(days)
  }
  return { switched: new Map(operatingModes), calendars }
}

/**
 * Whether an operating mode is active on a local day: switched on, or on by the calendar (§3.7.2).
 *
 * @param day as days since 1970-01-01; `zone` tells on which of them a mode was switched last
 */
export function isModeActive(modes: OperatingModes, mode: number, day: number, zone: ZoneTable): boolean {
  const switched = modes.switched.get(mode)
  if (switched !== undefined && isSwitchedOn(switched, day, zone)) return true
  const calendar = modes.calendars.get(mode)
  return calendar !== undefined && isInCalendar(calendar, day)
}

/** Days before the last change are judged by what was before it, so that a night keeps the mode of the day it began on. */
function isSwitchedOn({ active, changed }: OperatingMode, day: number, zone: ZoneTable): boolean {
  return changed !== undefined && day < localDay(zone, changed.atMs) ? changed.activeBefore : active
}

function isInCalendar({ entries, asked }: ModeCalendar, day: number): boolean {
  const known = asked.get(day)
  if (known !== undefined) return known
  if (asked.size === ASKED_MAX) asked.clear()
  const found = entries.some((days) => isInCalendarDays(days, day))
  asked.set(day, found)
  return found
}
