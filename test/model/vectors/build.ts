import type { Assignment, Group, Model, Schedule, Scope } from '../input.ts'
import type { Permission } from '../model.ts'
import type { MayEnterAsk, OpenAsk, PermissionAsk } from './vector.ts'

export const DOOR = 'access:Front Door'
export const WEEKDAYS = [3, 4, 5, 6, 7, 8, 9]
export const [MONDAY, TUESDAY, THURSDAY, SUNDAY, HOLIDAY] = [3, 4, 6, 9, 0]
export const ALL_DAY: readonly [number, number] = [0, 1440]

/** The smallest site: Oliver, one door, and a schedule `Times` that a vector brings along. */
export const SITE: Model = {
  zone: 'Europe/Vienna',
  strategy: 'union',
  users: [{ id: 'Oliver', memberOf: [], status: { userState: 0 } }],
  groups: [],
  trustMembers: [],
  blocks: [],
  assignments: [allow('Oliver', DOOR, { schedule: 'Times' })],
  schedules: [],
  modesByLogic: [],
  calendar: [],
}

interface AssignmentOptions {
  readonly scope?: Scope
  readonly schedule?: string
}

/** Physical for doors and devices, else internal. */
export function allow(principal: string, object: string, options: AssignmentOptions = {}): Assignment {
  return { principal, object, scope: scopeOf(object), effect: 'allow', ...options }
}

export function deny(principal: string, object: string, options: AssignmentOptions = {}): Assignment {
  return { ...allow(principal, object, options), effect: 'deny' }
}

export function group(id: string, memberOf: readonly string[] = [], type: Group['type'] = 'normal'): Group {
  return { id, memberOf, type }
}

export function oliver(...memberOf: string[]): Pick<Model, 'users'> {
  return { users: [{ id: 'Oliver', memberOf, status: { userState: 0 } }] }
}

export function hm(hour: number, minute = 0): number {
  return hour * 60 + minute
}

/** The schedule `Times`: its modes in order of priority, and entries of mode, from, to. */
export function times(modes: readonly number[], ...entries: (readonly [number, number, number])[]): Schedule {
  return { name: 'Times', modes, entries: entries.map(([mode, fromMin, toMin]) => ({ mode, fromMin, toMin })) }
}

export function daily(fromMin: number, toMin: number, name = 'Times'): Schedule {
  return { name, modes: WEEKDAYS, entries: WEEKDAYS.map((mode) => ({ mode, fromMin, toMin })) }
}

export function onHoliday(date: string, schedule: Schedule): Model {
  return { ...SITE, schedules: [schedule], modesByLogic: [{ mode: HOLIDAY, dates: [date] }] }
}

export function enters(at: string, is: boolean): MayEnterAsk {
  return { ask: 'mayEnter', user: 'Oliver', door: DOOR, at, is }
}

export function open(localDate: string, ...is: string[]): OpenAsk {
  return { ask: 'open', user: 'Oliver', door: DOOR, localDate, is }
}

export function may(principal: string, object: string, is: Permission, scope = scopeOf(object)): PermissionAsk {
  return { ask: 'permission', principal, object, scope, at: '2026-01-15T12:00Z', is }
}

function scopeOf(object: string): Scope {
  return /^(access|device):/.test(object) ? 'physical' : 'internal'
}
