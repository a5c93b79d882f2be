import { CALENDAR_KINDS, type CalendarDays } from '../../domain/program/calendar-entry.ts'
import type { Content, Route } from './route.ts'

/** Operating times (docs/miniserver-protocol.md §3.1). The attributes of a calMode are parts of their own, or one encoded part. */
export const CALENDAR_ROUTES: readonly Route[] = [
  ['dev/sps/calendargetentries', () => ({ type: 'calendar-entries' })],
  [
    'dev/sps/calendarcreateentry/*/*/*/**',
    (parts) => withEntry(parts, (entry) => ({ type: 'create-calendar-entry', entry })),
  ],
  ['dev/sps/calendarupdateentry/*/*/*/*/**', ([uuid = '', ...parts]) => updateEntry(uuid.toLowerCase(), parts)],
  ['dev/sps/calendardeleteentry/*', ([uuid = '']) => ({ type: 'delete-calendar-entry', uuid: uuid.toLowerCase() })],
  ['dev/sps/calendargetheatperiod', () => ({ type: 'calendar-period', period: 'heating' })],
  ['dev/sps/calendargetcoolperiod', () => ({ type: 'calendar-period', period: 'cooling' })],
]

type Entry = Extract<Content, { type: 'create-calendar-entry' }>['entry']

function updateEntry(uuid: string, parts: readonly string[]): Content {
  return withEntry(parts, (entry) => ({ type: 'update-calendar-entry', uuid, entry }))
}

function withEntry(parts: readonly string[], contentOf: (entry: Entry) => Content): Content {
  const [name = '', modeText = '', calMode = '', attributes = ''] = parts
  const kind = CALENDAR_KINDS.find((_, index) => String(index) === calMode)
  const numbers = attributes.split('/').map(wholeNumber)
  const days = kind === undefined || numbers.includes(Number.NaN) ? undefined : DAYS[kind](numbers)
  const mode = wholeNumber(modeText)
  if (days === undefined || Number.isNaN(mode))
    return { type: 'malformed', code: 400, message: 'malformed calendar entry' }
  return contentOf({ name, mode, days })
}

/** The days of each calMode from its attributes, in their order; undefined where there are more or fewer. */
const DAYS: { readonly [Kind in CalendarDays['kind']]: (numbers: readonly number[]) => CalendarDays | undefined } = {
  'yearly-date': exactly(2, ([month, day]) => ({ kind: 'yearly-date', month, day })),
  easter: exactly(1, ([offset]) => ({ kind: 'easter', offset })),
  date: exactly(3, ([year, month, day]) => ({ kind: 'date', date: { year, month, day } })),
  timespan: exactly(6, ([year, month, day, endYear, endMonth, endDay]) => ({
    kind: 'timespan',
    from: { year, month, day },
    to: { year: endYear, month: endMonth, day: endDay },
  })),
  'yearly-timespan': exactly(4, ([month, day, endMonth, endDay]) => ({
    kind: 'yearly-timespan',
    from: { month, day },
    to: { month: endMonth, day: endDay },
  })),
  'weekday-in-month': exactly(3, ([month, weekday, nth]) => ({ kind: 'weekday-in-month', month, weekday, nth })),
}

type Six = readonly [number, number, number, number, number, number]

function exactly(count: number, daysOf: (numbers: Six) => CalendarDays) {
  return (numbers: readonly number[]): CalendarDays | undefined => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers
    return numbers.length === count ? daysOf([a, b, c, d, e, f]) : undefined
  }
}

function wholeNumber(text: string): number {
  return /^-?\d{1,6}$/.test(text) ? Number(text) : Number.NaN
}
