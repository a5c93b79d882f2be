import { emptyProgram } from './empty.ts'
import type { Serial } from './names.ts'
import { newUser } from './new-user.ts'
import { hashPassword, passwordSalt } from './password.ts'
import type { AccessSchedule, OperatingMode, Program, User, UserGroup } from './program.ts'
import { type Hash, objectUuid } from './uuid.ts'

/** End of the day in minutes since local midnight. */
const DAY_MIN = 1440

/** The operating modes every unit has, in the order of their ids: 0–2 outrank the weekdays 3–9 (§3.7). */
export const BUILT_IN_MODES: readonly string[] = [
  'Public Holiday',
  'Holiday',
  'School Holidays',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
]

export const BUILT_IN_GROUPS = ['Full Access', 'All', 'None'] as const
export const BUILT_IN_SCHEDULES = ['Always', 'Never'] as const
/** The user every unit has (R64). */
export const FACTORY_ADMIN = 'admin'
/** Its password until another is set (R131). */
export const FACTORY_PASSWORD = 'admin'

/** Ids of the weekdays, Monday first; they stand at the end of every schedule's modes. */
export const WEEKDAY_MODES: readonly number[] = [3, 4, 5, 6, 7, 8, 9]

/**
 * What a Miniserver runs when it leaves the factory: groups Full Access, All and None, schedules Always and Never (R115),
 * the built-in operating modes, and user `admin` with password `admin` in Full Access (R65, R131). Revision 0.
 */
export function factoryProgram(serial: Serial, hash: Hash): Program {
  const program = emptyProgram()
  for (const group of factoryGroups(serial, hash)) program.groups.set(group.uuid, group)
  for (const schedule of factorySchedules(serial, hash)) program.schedules.set(schedule.uuid, schedule)
  for (const mode of factoryModes()) program.operatingModes.set(mode.id, mode)
  const admin = factoryAdmin(serial, hash)
  program.users.set(admin.uuid, admin)
  return program
}

/** Whether this user still has the password of the factory: `admin`'s `admin` (R131). */
export function hasFactoryPassword({ name, origin, password }: User, hash: Hash): boolean {
  if (name.toLowerCase() !== FACTORY_ADMIN || origin !== undefined || password === undefined) return false
  return hashPassword(hash, password.alg, FACTORY_PASSWORD, password.salt).hash === password.hash.toUpperCase()
}

/** Whether admin/admin opens this unit: then no way from outside does (DIFF-1). */
export function isFactoryPasswordActive(program: Program, hash: Hash): boolean {
  for (const user of program.users.values()) if (hasFactoryPassword(user, hash)) return true
  return false
}

/** What whoever comes from outside is told then; the words of Cloud DNS' 409. */
export function factoryPasswordRefusal(unit: string): string {
  return `unsecure password: ${FACTORY_ADMIN} of ${unit} still has the password of the factory; set another one, from inside`
}

function factoryGroups(serial: Serial, hash: Hash): UserGroup[] {
  const types = { 'Full Access': 'full-access', All: 'all', None: 'none' } as const
  return BUILT_IN_GROUPS.map((name) => ({
    uuid: objectUuid(hash, serial, 'group', name),
    name,
    type: types[name],
    groups: [],
  }))
}

function factorySchedules(serial: Serial, hash: Hash): AccessSchedule[] {
  const modes = BUILT_IN_MODES.map((_, id) => id)
  const uuid = (name: string) => objectUuid(hash, serial, 'schedule', name)
  const allDay = modes.map((mode) => ({ mode, fromMin: 0, toMin: DAY_MIN }))
  const [always, never] = BUILT_IN_SCHEDULES
  return [
    { uuid: uuid(always), name: always, builtIn: 'always', modes, entries: allDay },
    { uuid: uuid(never), name: never, builtIn: 'never', modes, entries: [] },
  ]
}

function factoryModes(): OperatingMode[] {
  return BUILT_IN_MODES.map((name, id) => ({ id, name, active: false }))
}

function factoryAdmin(serial: Serial, hash: Hash): User {
  // The factory's password is known to everyone, so its salt need not be random.
  const salt = passwordSalt(hash('SHA256', `factory salt of ${serial}`))
  return {
    ...newUser(objectUuid(hash, serial, 'user', FACTORY_ADMIN), FACTORY_ADMIN),
    password: hashPassword(hash, 'SHA256', FACTORY_PASSWORD, salt),
    groups: [objectUuid(hash, serial, 'group', 'Full Access')],
  }
}
