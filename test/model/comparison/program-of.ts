import type { CalendarDate, CalendarDays, YearlyDate } from '../../../sim/domain/program/calendar-entry.ts'
import { emptyProgram } from '../../../sim/domain/program/empty.ts'
import type { ObjectKey, PrincipalKey } from '../../../sim/domain/program/names.ts'
import {
  assignmentKey,
  type Control,
  type Program,
  type User,
  type UserStatus,
} from '../../../sim/domain/program/program.ts'
import type { CalendarEntry, Model, Status } from '../input.ts'

/** The model's input as a program of the product. Names are the uuids, so that both sides are asked about the same. */
export function programOf(model: Model): Program {
  const program = emptyProgram()
  const name = (uuid: string) => ({ uuid, name: uuid })
  program.settings.set('schedule-combination', { name: 'schedule-combination', strategy: model.strategy })
  for (const { id, type, memberOf } of model.groups) program.groups.set(id, { ...name(id), type, groups: memberOf })
  for (const { id, memberOf } of model.trustMembers) program.members.set(id, { serial: id, groups: memberOf })
  for (const user of usersOf(model)) program.users.set(user.uuid, user)
  for (const control of controlsOf(model)) program.controls.set(control.uuid, control)
  for (const [uuid, builtIn] of [
    ['Always', 'always'],
    ['Never', 'never'],
  ] as const) {
    program.schedules.set(uuid, { ...name(uuid), builtIn, modes: [], entries: [] })
  }
  for (const { name: uuid, ...schedule } of model.schedules) program.schedules.set(uuid, { ...name(uuid), ...schedule })
  for (const [place, entry] of model.calendar.entries()) {
    program.calendar.set(`${place}`, { ...name(`${place}`), mode: entry.mode, days: daysOf(entry) })
  }
  for (const { principal, object, ...assignment } of model.assignments) {
    const said = { ...assignment, principal: principalKey(model, principal), object: objectKey(object) }
    program.assignments.set(assignmentKey(said), said)
  }
  return program
}

export function principalKey(model: Model, id: string): PrincipalKey {
  const isId = (principal: { readonly id: string }) => principal.id === id
  if (model.groups.some(isId)) return `group:${id}`
  return model.trustMembers.some(isId) ? `member:${id}` : `user:${id}`
}

/** Trust IO are functions of blocks of their own kind. */
export function objectKey(object: string): ObjectKey {
  return object.replace(TRUST_IO, 'function:') as ObjectKey
}

/** A tag that these users hold and nobody else. */
export function tagOf(users: readonly string[]): string {
  return [...users].sort().join('+')
}

const TRUST_IO = 'trustio:'

/** Everybody holds a tag together with each set of the others. */
function usersOf({ users }: Model): User[] {
  const sets: string[][] = [[]]
  for (const { id } of users) sets.push(...sets.map((set) => [...set, id]))
  return users.map(({ id, memberOf, status }) => ({
    uuid: id,
    name: id,
    groups: memberOf,
    status: statusOf(status),
    tags: sets.filter((set) => set.includes(id)).map((set) => ({ id: tagOf(set), name: tagOf(set) })),
    ibuttons: [],
    externalIds: [],
    nfcCodeTouchId: '',
    profile: {},
  }))
}

function statusOf(status: Status): UserStatus {
  switch (status.userState) {
    case 0:
      return { state: 'enabled' }
    case 1:
      return { state: 'disabled' }
    case 2:
      return { state: 'enabled-until', validUntilMs: status.validUntil }
    case 3:
      return { state: 'enabled-from', validFromMs: status.validFrom }
    case 4:
      return { state: 'timespan', validFromMs: status.validFrom, validUntilMs: status.validUntil }
  }
}

function controlsOf({ blocks, assignments }: Model): Control[] {
  const shared = assignments.filter(({ object }) => object.startsWith(TRUST_IO))
  return [...shared, ...blocks].map(({ object, ...block }): Control => {
    const { room, category } = { room: undefined, category: undefined, ...block }
    const uuid = idOf(object)
    const base = {
      uuid,
      name: uuid,
      ...(room !== undefined && { room: idOf(room) }),
      ...(category !== undefined && { category: idOf(category) }),
    }
    return object.startsWith(TRUST_IO)
      ? { ...base, kind: 'trusted-io', direction: 'output', value: 'digital' }
      : { ...base, kind: 'switch' }
  })
}

function daysOf(entry: CalendarEntry): CalendarDays {
  switch (entry.calMode) {
    case 0:
      return { kind: 'yearly-date', ...yearlyOf(entry.day) }
    case 1:
      return { kind: 'easter', offset: entry.easterOffset }
    case 2:
      return { kind: 'date', date: dateOf(entry.date) }
    case 3:
      return { kind: 'timespan', from: dateOf(entry.from), to: dateOf(entry.to) }
    case 4:
      return { kind: 'yearly-timespan', from: yearlyOf(entry.from), to: yearlyOf(entry.to) }
    case 5: // Monday is 1 there and 0 here
      return { kind: 'weekday-in-month', month: entry.month, weekday: entry.weekday - 1, nth: entry.nth }
  }
}

function dateOf(iso: string): CalendarDate {
  return { year: Number(iso.slice(0, 'YYYY'.length)), ...yearlyOf(iso.slice('YYYY-'.length)) }
}

function yearlyOf(monthAndDay: string): YearlyDate {
  const [month = 0, day = 0] = monthAndDay.split('-').map(Number)
  return { month, day }
}

function idOf(object: string): string {
  return object.slice(object.indexOf(':') + 1)
}
