import { RigError } from '../errors.ts'
import type { Change } from './change.ts'
import type { Uuid } from './names.ts'
import type { AccessSchedule, Program, ScheduleEntry } from './program.ts'

const DAY_MIN = 1440

/** R116, R117. */
export function addSchedule(program: Program, schedule: AccessSchedule): Change[] {
  if (schedule.builtIn !== undefined) throw new RigError('INVALID', 'A built-in access schedule is not made.')
  if (program.schedules.has(schedule.uuid))
    throw new RigError('INVALID', `There is an access schedule ${schedule.uuid} already.`)
  checkSchedule(program, schedule)
  return [put(schedule)]
}

/** R120: whoever is given it is affected at once. */
export function editSchedule(
  program: Program,
  uuid: Uuid,
  change: Partial<Omit<AccessSchedule, 'uuid' | 'builtIn'>>,
): Change[] {
  const schedule = { ...ownSchedule(program, uuid), ...change }
  checkSchedule(program, schedule)
  return [put(schedule)]
}

/** Refused while a permission has it (§3.7.5 [P]). */
export function deleteSchedule(program: Program, uuid: Uuid): Change[] {
  const { name } = ownSchedule(program, uuid)
  for (const assignment of program.assignments.values()) {
    if (assignment.schedule !== uuid) continue
    throw new RigError(
      'SCHEDULE_IN_USE',
      `Permissions are bound to "${name}"; give them another access schedule first.`,
    )
  }
  return [{ map: 'schedules', key: uuid, entry: undefined }]
}

/** Why an entry of a schedule is refused (§3.7.3), as the end of a sentence; `undefined` when it is not. */
export function entryFault({ fromMin, toMin }: Pick<ScheduleEntry, 'fromMin' | 'toMin'>): string | undefined {
  if (fromMin < 0 || fromMin >= DAY_MIN || toMin < 0 || toMin > DAY_MIN) return 'is outside the day'
  return fromMin === toMin ? 'begins and ends at the same minute; a whole day is 00:00 to 24:00' : undefined
}

function checkSchedule(program: Program, { uuid, name, modes, entries }: AccessSchedule): void {
  if (name.trim() === '') throw new RigError('INVALID', 'An access schedule needs a name.')
  for (const other of program.schedules.values()) {
    if (other.uuid === uuid || other.name.toLowerCase() !== name.toLowerCase()) continue
    throw new RigError('NAME_TAKEN', `There is an access schedule "${other.name}" already.`)
  }
  for (const entry of entries) {
    const fault = modes.includes(entry.mode)
      ? entryFault(entry)
      : `is of mode ${entry.mode}, which the schedule does not list`
    if (fault !== undefined) throw new RigError('INVALID', `An entry of "${name}" ${fault}.`)
  }
  const unknown = modes.find((mode) => !program.operatingModes.has(mode))
  if (unknown !== undefined) throw new RigError('NOT_FOUND', `There is no operating mode ${unknown}.`)
}

function ownSchedule(program: Program, uuid: Uuid): AccessSchedule {
  const schedule = program.schedules.get(uuid)
  if (schedule === undefined) throw new RigError('NOT_FOUND', `There is no access schedule ${uuid}.`)
  if (schedule.builtIn !== undefined)
    throw new RigError('INVALID', `"${schedule.name}" is built in; it stays as it is.`)
  return schedule
}

function put(schedule: AccessSchedule): Change {
  return { map: 'schedules', key: schedule.uuid, entry: schedule }
}
