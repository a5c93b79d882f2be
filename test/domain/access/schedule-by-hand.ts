import type { CalendarDays, YearlyDate } from '../../../sim/domain/program/calendar-entry.ts'
import type { AccessSchedule, OperatingMode, ScheduleEntry } from '../../../sim/domain/program/program.ts'
import { EASTERS_FROM_2000 } from './days.ts'

/** What decides whether a schedule is active: plain data, and the zone by name. */
export interface Timed {
  readonly zone: string
  readonly schedule: Pick<AccessSchedule, 'modes' | 'entries'>
  readonly switched: readonly OperatingMode[]
  readonly calendar: readonly { readonly mode: number; readonly days: CalendarDays }[]
}

/** §3.7.2 and §3.7.3 by the clock and the calendar of the platform: dates are `2026-03-29`, compared as text. */
export function isActiveByHand(timed: Timed, at: number): boolean {
  const { date, minute } = wallClock(timed.zone, at)
  const isOn = ({ fromMin, toMin }: ScheduleEntry) => fromMin <= minute && (minute < toMin || toMin < fromMin)
  const goesOn = ({ fromMin, toMin }: ScheduleEntry) => toMin < fromMin && minute < toMin
  return entriesOn(timed, date).some(isOn) || entriesOn(timed, moved(date, -1)).some(goesOn)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function wallClock(zone: string, at: number): { date: string; minute: number } {
  const options = { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'short' } as const
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options)
  clocks.set(zone, clock)
  const [date = '', time = ''] = clock.format(at).split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return { date, minute: 60 * hour + minute }
}

/** The special mode of highest priority that the date has replaces its weekday. */
function entriesOn(timed: Timed, date: string): ScheduleEntry[] {
  const special = timed.schedule.modes.find((mode) => (mode < 3 || mode > 9) && hasMode(timed, mode, date))
  const weekday = new Date(date).getUTCDay()
  const mode = special ?? (weekday === 0 ? 9 : weekday + 2)
  return timed.schedule.entries.filter((entry) => entry.mode === mode)
}

function hasMode({ zone, switched, calendar }: Timed, mode: number, date: string): boolean {
  const found = switched.find(({ id }) => id === mode)
  const changed = found?.changed
  const isSwitchedOn =
    changed !== undefined && date < wallClock(zone, changed.atMs).date ? changed.activeBefore : found?.active === true
  return isSwitchedOn || calendar.some((entry) => entry.mode === mode && isDay(entry.days, date))
}

function isDay(days: CalendarDays, date: string): boolean {
  const inYear = date.slice(5)
  switch (days.kind) {
    case 'yearly-date':
      return inYear === text(days)
    case 'easter':
      return EASTERS_FROM_2000.some((easter) => moved(easter, days.offset) === date)
    case 'date':
      return date === `${days.date.year}-${text(days.date)}`
    case 'timespan':
      return `${days.from.year}-${text(days.from)}` <= date && date <= `${days.to.year}-${text(days.to)}`
    case 'yearly-timespan': {
      const [isAfter, isBefore] = [text(days.from) <= inYear, inYear <= text(days.to)]
      return text(days.from) <= text(days.to) ? isAfter && isBefore : isAfter || isBefore
    }
    case 'weekday-in-month': {
      const sameWeekdays = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
        .map((weeks) => moved(date, 7 * weeks))
        .filter((other) => other.slice(0, 7) === date.slice(0, 7))
      const isRight = Number(inYear.slice(0, 2)) === days.month && (new Date(date).getUTCDay() + 6) % 7 === days.weekday
      return isRight && (days.nth === 5 ? sameWeekdays.at(-1) : sameWeekdays[days.nth - 1]) === date
    }
  }
}

function moved(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

function text({ month, day }: YearlyDate): string {
  return `${month}`.padStart(2, '0').concat('-', `${day}`.padStart(2, '0'))
}
