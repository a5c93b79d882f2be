import { CALENDAR_KINDS, type CalendarDays, type CalendarEntry } from '../../program/calendar-entry.ts'
import { objectUuid } from '../../program/uuid.ts'
import { type ApiHandler, reply } from './context.ts'
import { done, editAs, type ManagingHandler, mustHaveRight } from './manage.ts'
import { periodOf } from './season.ts'

/** `calendargetentries`: all operating times, with the fields of their calMode (docs/miniserver-protocol.md §3.1). */
export const calendarEntries: ManagingHandler<'calendar-entries'> = (context) => {
  mustHaveRight(context, 'OperatingTimes')
  return [reply(context, 200, Array.from(context.state.program.calendar.values(), entryJson))]
}

export const createCalendarEntry: ManagingHandler<'create-calendar-entry'> = (context, { entry }) => {
  const { env, state } = context
  const uuid = objectUuid(env.hash, state.identity.serial, 'calendar', entry.name, env.random(8))
  return editAs(context, [{ type: 'add-calendar-entry', entry: { ...entry, uuid } }], () => [done(context)])
}

export const updateCalendarEntry: ManagingHandler<'update-calendar-entry'> = (context, { uuid, entry }) =>
  editAs(context, [{ type: 'edit-calendar-entry', uuid, change: entry }], () => [done(context)])

export const deleteCalendarEntry: ManagingHandler<'delete-calendar-entry'> = (context, { uuid }) =>
  editAs(context, [{ type: 'delete-calendar-entry', uuid }], () => [done(context)])

/** `calendargetheatperiod`, `calendargetcoolperiod`: for everybody who is logged in. */
export const calendarPeriod: ApiHandler<'calendar-period'> = (context, { period }) => {
  const { from, to } = periodOf(context.state.program, period)
  return [reply(context, 200, `${from}/${to}`)]
}

function entryJson({ uuid, name, mode, days }: CalendarEntry) {
  return { uuid, name, operatingMode: mode, calMode: CALENDAR_KINDS.indexOf(days.kind), ...attributes(days) }
}

function attributes(days: CalendarDays) {
  switch (days.kind) {
    case 'yearly-date':
      return { startMonth: days.month, startDay: days.day }
    case 'easter':
      return { easterOffset: days.offset }
    case 'date':
      return { startYear: days.date.year, startMonth: days.date.month, startDay: days.date.day }
    case 'timespan':
      return {
        ...{ startYear: days.from.year, startMonth: days.from.month, startDay: days.from.day },
        ...{ endYear: days.to.year, endMonth: days.to.month, endDay: days.to.day },
      }
    case 'yearly-timespan':
      return {
        ...{ startMonth: days.from.month, startDay: days.from.day },
        ...{ endMonth: days.to.month, endDay: days.to.day },
      }
    case 'weekday-in-month':
      return { startMonth: days.month, weekDay: days.weekday, weekDayInMonth: days.nth }
  }
}
