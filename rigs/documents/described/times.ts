import type { CalendarEntry } from '../../../sim/domain/program/calendar-entry.ts'
import type { AccessSchedule, OperatingMode, Program } from '../../../sim/domain/program/program.ts'
import type { Setting } from '../../../sim/domain/program/setting.ts'
import type { ProgramNames } from '../../control/program-names.ts'
import { daysText } from '../../rig-file/calendar-days.ts'
import { entryText, writtenEntries, writtenModes } from '../../rig-file/schedule-text.ts'
import { type Described, fieldsOf } from './described.ts'

export function describeSchedule(program: Program, schedule: AccessSchedule): Described {
  return {
    kind: 'access schedule',
    name: schedule.name,
    fields: fieldsOf({
      name: schedule.name,
      modes: writtenModes(program, schedule).join(', '),
      entries: writtenEntries(program, schedule).map(entryText).join(', '),
    }),
  }
}

/** Whether it is switched on is no part of what a document says (P-114). */
export function describeMode({ name }: OperatingMode): Described {
  return { kind: 'operating mode', name, fields: fieldsOf({ name }) }
}

export function describeCalendarEntry(names: ProgramNames, { name, mode, days }: CalendarEntry): Described {
  return {
    kind: 'calendar entry',
    name,
    fields: fieldsOf({ name, mode: names.mode(mode), days: daysText(days) }),
  }
}

export function describeSetting(setting: Setting): Described {
  const { name, ...rest } = setting
  const value = Object.values(rest).flat().join(', ')
  return { kind: 'setting', name, fields: fieldsOf({ value }) }
}
