import { Temporal } from 'temporal-polyfill'
import type { CalendarEntry, Model } from './input.ts'

/** The operating modes of a whole local date, by logic or by calendar. */
export function activeModes(model: Model, date: Temporal.PlainDate): number[] {
  const byLogic = model.modesByLogic.filter(({ dates }) => dates.includes(date.toString()))
  const byCalendar = model.calendar.filter((entry) => isOn(entry, date))
  return [...byLogic, ...byCalendar].map(({ mode }) => mode)
}

/** Knuth, The Art of Computer Programming 1.3.2, exercise 14, with the names of its steps. */
export function easter(year: number): Temporal.PlainDate {
  const golden = (year % 19) + 1
  const century = Math.floor(year / 100) + 1
  const droppedLeapYears = Math.floor((3 * century) / 4) - 12
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5
  const sunday = Math.floor((5 * year) / 4) - droppedLeapYears - 10
  let epact = (11 * golden + 20 + moonCorrection - droppedLeapYears + 300) % 30
  if ((epact === 25 && golden > 11) || epact === 24) epact += 1
  const fullMoon = epact > 23 ? 74 - epact : 44 - epact
  const dayOfMarch = fullMoon + 7 - ((sunday + fullMoon) % 7)
  return Temporal.PlainDate.from({ year, month: 3, day: 1 }).add({ days: dayOfMarch - 1 })
}

function isOn(entry: CalendarEntry, date: Temporal.PlainDate): boolean {
  const iso = date.toString()
  const dayOfYear = iso.slice('YYYY-'.length)
  switch (entry.calMode) {
    case 0:
      return dayOfYear === entry.day
    case 1: {
      const base = date.subtract({ days: entry.easterOffset })
      return base.equals(easter(base.year))
    }
    case 2:
      return iso === entry.date
    case 3:
      return entry.from <= iso && iso <= entry.to
    case 4: // over New Year when it ends before it starts (P-75)
      return entry.from <= entry.to
        ? entry.from <= dayOfYear && dayOfYear <= entry.to
        : entry.from <= dayOfYear || dayOfYear <= entry.to
    case 5:
      return date.month === entry.month && date.dayOfWeek === entry.weekday && isNth(entry.nth, date)
  }
}

function isNth(nth: number, date: Temporal.PlainDate): boolean {
  if (nth === 0) return true
  if (nth === 5) return date.day + 7 > date.daysInMonth
  return Math.ceil(date.day / 7) === nth
}
