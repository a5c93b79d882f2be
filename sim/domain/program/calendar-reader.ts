import type { CalendarDate, CalendarDays, CalendarEntry, YearlyDate } from './calendar-entry.ts'
import { uuid } from './entry-readers.ts'
import { asRecord, integer, needed, oneOf, type Read, shape, text } from './reading.ts'

const yearlyDate = shape<YearlyDate>({ month: needed(integer), day: needed(integer) })
const date = shape<CalendarDate>({ year: needed(integer), month: needed(integer), day: needed(integer) })

const READERS: { readonly [Kind in CalendarDays['kind']]: Read<Extract<CalendarDays, { kind: Kind }>> } = {
  'yearly-date': shape({ kind: needed(oneOf('yearly-date')), month: needed(integer), day: needed(integer) }),
  easter: shape({ kind: needed(oneOf('easter')), offset: needed(integer) }),
  date: shape({ kind: needed(oneOf('date')), date: needed(date) }),
  timespan: shape({ kind: needed(oneOf('timespan')), from: needed(date), to: needed(date) }),
  'yearly-timespan': shape({
    kind: needed(oneOf('yearly-timespan')),
    from: needed(yearlyDate),
    to: needed(yearlyDate),
  }),
  'weekday-in-month': shape({
    kind: needed(oneOf('weekday-in-month')),
    month: needed(integer),
    weekday: needed(integer),
    nth: needed(integer),
  }),
}

const kind = oneOf(...(Object.keys(READERS) as CalendarDays['kind'][]))

const days: Read<CalendarDays> = (value, where) =>
  READERS[kind(asRecord(value, where).kind, `${where}.kind`)](value, where)

/** An entry of the operating times. */
export const calendarEntry: Read<CalendarEntry> = shape<CalendarEntry>({
  uuid: needed(uuid),
  name: needed(text),
  mode: needed(integer),
  days: needed(days),
})
