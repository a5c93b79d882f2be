import { BUILT_IN_MODES, WEEKDAY_MODES } from '../../../sim/domain/program/factory.ts'
import type { AccessSchedule, OperatingMode, ScheduleEntry } from '../../../sim/domain/program/program.ts'
import { WEEKDAYS } from '../schema/schedules.ts'
import type { RigProgram } from '../shape.ts'
import { defined, entries, entryNamed } from '../site-names.ts'
import { minutesOf } from '../units.ts'
import { type Build, weekdayMode } from './context.ts'

type RigSchedule = NonNullable<RigProgram['schedules']>[string]

/** The operating modes of the file, and the built-in ones it says something about. */
export function buildModes(build: Build): OperatingMode[] {
  return entries(build.site.program?.operatingModes).map(([name, { active = false }]) => {
    const id = modeId(build, name)
    return { id, name: BUILT_IN_MODES[id] ?? name, active }
  })
}

export function buildSchedules(build: Build): AccessSchedule[] {
  return entries(build.site.program?.schedules).map(([name, schedule]) => ({
    uuid: build.uuid('schedule', name),
    name,
    // §3.7.1: what is not a weekday outranks the weekdays, which stand at the end.
    modes: [...specialModes(build, schedule), ...WEEKDAY_MODES],
    entries: schedule.entries.flatMap((entry) => buildEntry(build, entry)),
  }))
}

function specialModes(build: Build, schedule: RigSchedule): number[] {
  const names = [...(schedule.modes ?? []), ...defined(schedule.entries.map(({ mode }) => mode))]
  const ids = new Set(names.map((name) => modeId(build, name)))
  return [...ids].filter((id) => !WEEKDAY_MODES.includes(id))
}

function buildEntry(build: Build, entry: RigSchedule['entries'][number]): ScheduleEntry[] {
  const { days = [], mode, from, to, needsActivation } = entry
  const weekdays = days.map((day) => weekdayMode(WEEKDAYS.indexOf(day)))
  const modes = mode === undefined ? weekdays : [modeId(build, mode)]
  const times = { fromMin: minutesOf(from), toMin: minutesOf(to) }
  return modes.map((id) => ({ mode: id, ...times, ...(needsActivation !== undefined && { needsActivation }) }))
}

/** The id of an operating mode by its name, without case. */
export function modeId(build: Build, name: string): number {
  const builtIn = BUILT_IN_MODES.findIndex((one) => one.toLowerCase() === name.toLowerCase())
  return builtIn >= 0 ? builtIn : (entryNamed(build.site.program?.operatingModes, name)?.id ?? Number.NaN)
}
