import type { Uuid } from './names.ts'

/** An entry of the operating times (API `calendar…entry`): the days on which an operating mode is active (§3.7.2). */
export interface CalendarEntry {
  readonly uuid: Uuid
  readonly name: string
  /** Id of the operating mode. */
  readonly mode: number
  readonly days: CalendarDays
}

/** The six ways to say days, in the order of the API's `calMode` 0–5. Months 1–12, days 1–31; both ends of a span are in it. */
export type CalendarDays =
  | { readonly kind: 'yearly-date'; readonly month: number; readonly day: number }
  /** Days after Easter Sunday; negative before it. */
  | { readonly kind: 'easter'; readonly offset: number }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'timespan'; readonly from: CalendarDate; readonly to: CalendarDate }
  /** With `from` after `to` it spans New Year [P]. */
  | { readonly kind: 'yearly-timespan'; readonly from: YearlyDate; readonly to: YearlyDate }
  /** `weekday` 0 Monday to 6 Sunday; `nth` 1–4, or 5 for the last of the month. `month` 1–12. */
  | { readonly kind: 'weekday-in-month'; readonly month: number; readonly weekday: number; readonly nth: number }

export interface YearlyDate {
  readonly month: number
  readonly day: number
}

export interface CalendarDate extends YearlyDate {
  readonly year: number
}

/** By the API's `calMode`. */
export const CALENDAR_KINDS = [
  'yearly-date',
  'easter',
  'date',
  'timespan',
  'yearly-timespan',
  'weekday-in-month',
] as const satisfies readonly CalendarDays['kind'][]
