import { z } from 'zod'
import { Name } from './words.ts'

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

export const MONTH_NAMES: readonly string[] = MONTHS
/** `first` is 1; `last`, the fifth, stands for 5 (§3.7.2). */
export const ORDINALS: readonly string[] = ['first', 'second', 'third', 'fourth', 'last']

const YearlyDay = z.string().regex(/^\d{2}-\d{2}$/, 'is a month and a day, such as 12-24')
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is a date, such as 2026-12-31')
const SpanEnd = z
  .string()
  .regex(/^(?:\d{4}-)?\d{2}-\d{2}$/, 'is a date, such as 2026-12-31, or of every year, as 12-31')

const WEEKDAY_IN_MONTH = new RegExp(
  `^(?:${ORDINALS.join('|')}) (?:mon|tues|wednes|thurs|fri|satur|sun)day of (?:${MONTHS.join('|')})$`,
)

/** The six ways to say days (§3.7.2); which go together is checked apart. */
export const calendarDayKeys = {
  yearly: YearlyDay.optional().meta({ description: 'A day of every year: 12-24.' }),
  easter: z
    .int('is a whole number')
    .min(-80, 'is -80 to 250')
    .max(250, 'is -80 to 250')
    .optional()
    .meta({ description: 'Days after Easter Sunday; -2 is Good Friday.' }),
  date: Day.optional().meta({ description: 'One day: 2026-12-31.' }),
  from: SpanEnd.optional().meta({ description: 'The first day of a span: 2026-07-04, or of every year: 12-24.' }),
  to: SpanEnd.optional().meta({ description: 'The last day of it. Of every year it may lie beyond New Year: 01-06.' }),
  weekday: z
    .string()
    .regex(WEEKDAY_IN_MONTH, 'is such as "last monday of may"; first to fourth, or last')
    .optional()
    .meta({ description: 'A weekday in a month of every year: last monday of may.' }),
}

/** An entry of the operating times: exactly one of yearly, easter, date, from with to, and weekday. */
export const CalendarEntry = z.strictObject({
  mode: Name.meta({ description: 'The operating mode that is active on these days.' }),
  ...calendarDayKeys,
})
