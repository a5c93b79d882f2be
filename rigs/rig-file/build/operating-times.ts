import type { CalendarEntry } from '../../../sim/domain/program/calendar-entry.ts'
import { calendarDays, isDaysFault } from '../calendar-days.ts'
import { entries } from '../site-names.ts'
import type { Build } from './context.ts'
import { modeId } from './schedules.ts'

export function buildCalendar(build: Build): CalendarEntry[] {
  return entries(build.site.program?.calendar).map(([name, { mode, ...written }]) => {
    const days = calendarDays(written)
    if (isDaysFault(days)) throw new TypeError(`unchecked days of ${name}`)
    return { uuid: build.uuid('calendar', name), name, mode: modeId(build, mode), days }
  })
}
