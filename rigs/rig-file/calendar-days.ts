import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import type { CalendarDate, CalendarDays, YearlyDate } from '../../sim/domain/program/calendar-entry.ts'
import { calendarDayKeys, MONTH_NAMES, ORDINALS } from './schema/operating-times.ts'
import { WEEKDAYS } from './schema/schedules.ts'

/** Days of operating times as a rig file says them. */
export interface WrittenDays {
  readonly yearly?: string | undefined
  readonly easter?: number | undefined
  readonly date?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly weekday?: string | undefined
}

/** Why days are none: at which key, where it is one key's fault, and the end of a sentence. */
export interface DaysFault {
  readonly key?: keyof WrittenDays
  readonly fault: string
}

const WEEKDAY_NAMES: readonly string[] = WEEKDAYS
const KEYS = z.object(calendarDayKeys)

const WAYS: readonly (keyof WrittenDays)[] = ['yearly', 'easter', 'date', 'from', 'weekday']

/** The days that are written, or why they are none. Only for texts that the schema let pass. */
export function calendarDays(written: WrittenDays): CalendarDays | DaysFault {
  const { yearly, easter, date, from, to, weekday } = written
  if ((from === undefined) !== (to === undefined)) return { fault: 'has "from" and "to", both of them' }
  const ways = WAYS.filter((way) => written[way] !== undefined)
  if (ways.length !== 1) return { fault: 'has exactly one of yearly, easter, date, from with to, and weekday' }
  if (yearly !== undefined) return impossible('yearly', yearly) ?? { kind: 'yearly-date', ...monthDay(yearly) }
  if (easter !== undefined) return { kind: 'easter', offset: easter }
  if (date !== undefined) return impossible('date', date) ?? { kind: 'date', date: wholeDate(date) }
  if (from !== undefined && to !== undefined) return span(from, to)
  return weekdayInMonth(weekday ?? '')
}

export function isDaysFault(days: CalendarDays | DaysFault): days is DaysFault {
  return 'fault' in days
}

/** As people type and read them: `12-24`, `easter+1`, `2026-12-31`, `12-24..01-06`, `last monday of may`. */
export function daysText(days: CalendarDays): string {
  switch (days.kind) {
    case 'yearly-date':
      return monthDayText(days)
    case 'easter':
      return days.offset === 0 ? 'easter' : `easter${days.offset > 0 ? '+' : ''}${days.offset}`
    case 'date':
      return dateText(days.date)
    case 'timespan':
      return `${dateText(days.from)}..${dateText(days.to)}`
    case 'yearly-timespan':
      return `${monthDayText(days.from)}..${monthDayText(days.to)}`
    case 'weekday-in-month':
      return `${ORDINALS[days.nth - 1]} ${WEEKDAY_NAMES[days.weekday]} of ${MONTH_NAMES[days.month - 1]}`
  }
}

/** What `daysText` makes, read back as a rig file would say it. Throws USAGE where it is nothing of that form. */
export function writtenDays(text: string): WrittenDays {
  const written = read(text)
  const fault = KEYS.safeParse(written).error?.issues[0]
  if (fault === undefined) return written
  throw new RigError('USAGE', `no days of operating times: ${text.slice(0, 64)}; it ${fault.message}`)
}

function read(text: string): WrittenDays {
  const word = text.trim().toLowerCase()
  const easter = /^easter\s*([+-]\s*\d+)?$/.exec(word)
  if (easter !== null) return { easter: Number((easter[1] ?? '0').replaceAll(/\s/g, '')) }
  const [from, to] = word.split(/\s*\.\.\s*/)
  if (to !== undefined) return { from, to }
  if (/^\d{4}-/.test(word)) return { date: word }
  return /^\d/.test(word) ? { yearly: word } : { weekday: word.replaceAll(/\s+/g, ' ') }
}

/** In a year that has a 29 February. */
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function impossible(key: keyof WrittenDays, text: string): DaysFault | undefined {
  const { month, day } = monthDay(text)
  const daysMax = MONTH_DAYS[month - 1]
  if (daysMax === undefined) return { key, fault: `is no day: there is no month ${month}` }
  const isNoLeapDay = text.length > 5 && month === 2 && day === 29 && !isLeapYear(wholeDate(text).year)
  if (day >= 1 && day <= daysMax && !isNoLeapDay) return undefined
  return {
    key,
    fault: `is no day: there is no ${day} ${capital(MONTH_NAMES[month - 1] ?? '')}${isNoLeapDay ? ` ${text.slice(0, 4)}` : ''}`,
  }
}

function span(from: string, to: string): CalendarDays | DaysFault {
  if (from.length !== to.length)
    return { key: 'to', fault: 'is of another form than "from": both have a year, or neither' }
  const fault = impossible('from', from) ?? impossible('to', to)
  if (fault !== undefined) return fault
  if (from.length === 5) return { kind: 'yearly-timespan', from: monthDay(from), to: monthDay(to) }
  if (from > to) return { key: 'to', fault: 'is before "from"' }
  return { kind: 'timespan', from: wholeDate(from), to: wholeDate(to) }
}

function weekdayInMonth(text: string): CalendarDays {
  const [nth = '', weekday = '', , month = ''] = text.split(' ')
  return {
    kind: 'weekday-in-month',
    month: MONTH_NAMES.indexOf(month) + 1,
    weekday: WEEKDAY_NAMES.indexOf(weekday),
    nth: ORDINALS.indexOf(nth) + 1,
  }
}

function monthDay(text: string): YearlyDate {
  const [month = Number.NaN, day = Number.NaN] = text.slice(-5).split('-').map(Number)
  return { month, day }
}

function wholeDate(text: string): CalendarDate {
  return { year: Number(text.slice(0, 4)), ...monthDay(text) }
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function monthDayText({ month, day }: YearlyDate): string {
  return `${twoDigits(month)}-${twoDigits(day)}`
}

function dateText(date: CalendarDate): string {
  return `${date.year}-${monthDayText(date)}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}
