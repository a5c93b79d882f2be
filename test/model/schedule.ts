import { Temporal } from 'temporal-polyfill'
import { activeModes } from './calendar.ts'
import type { Model, Schedule } from './input.ts'

/** §3.7.2 and §3.7.3. An allow without a schedule is always open. */
export function isOpen(model: Model, name: string | undefined, at: number): boolean {
  if (name === undefined || name === 'Always') return true
  if (name === 'Never') return false
  const schedule = model.schedules.find((candidate) => candidate.name === name)
  if (schedule === undefined) throw new TypeError(`no schedule ${name}`)

  const { date, minute } = wallClock(model.zone, at)
  const today = entriesOn(model, schedule, date)
  const yesterday = entriesOn(model, schedule, date.subtract({ days: 1 }))
  return (
    today.some(({ fromMin, toMin }) => fromMin <= minute && (minute < toMin || fromMin > toMin)) ||
    yesterday.some(({ fromMin, toMin }) => fromMin > toMin && minute < toMin)
  )
}

export function wallClock(zone: string, at: number): { date: Temporal.PlainDate; minute: number } {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return { date: local.toPlainDate(), minute: local.hour * 60 + local.minute }
}

/** One mode rules a day: the listed special one of highest priority that is active, else the weekday. */
function entriesOn(model: Model, schedule: Schedule, date: Temporal.PlainDate): Schedule['entries'] {
  const active = activeModes(model, date)
  const special = schedule.modes.find((mode) => (mode < 3 || mode > 9) && active.includes(mode))
  const weekday = date.dayOfWeek + 2
  return schedule.entries.filter(({ mode }) => mode === (special ?? weekday))
}
