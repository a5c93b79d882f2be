import { RigError } from '../errors.ts'
import { didYouMean } from '../nearest.ts'
import type { CalendarEntry } from './calendar-entry.ts'
import { type ObjectKey, type PrincipalKey, type Serial, SYSTEM_RIGHTS } from './names.ts'
import type { AccessSchedule, Category, Control, OperatingMode, Program, Room, User, UserGroup } from './program.ts'

/**
 * Finds what people type in a program, always without case. All throw RigError `NOT_FOUND` with the nearest names, and
 * `INVALID` where a host name fits several Miniservers of the Trust: its serial number never does.
 *
 * `Anna` is a user of this Miniserver, `Anna@Office` one that came from Office, by its name or serial number (§3.1).
 */
export function findUser(program: Program, text: string): User {
  return findOwned(program, 'user', [...program.users.values()], text)
}

/** `Adults`, `Adults@Office`. */
export function findGroup(program: Program, text: string): UserGroup {
  return findOwned(program, 'group', [...program.groups.values()], text)
}

/** A Trust member's serial number by its name or serial number. */
export function findMember(program: Program, text: string): Serial {
  const serial = hostOf(program, text)
  if (serial !== undefined) return serial
  const names = memberNames(program).flatMap(({ name, serial }) => [name, serial])
  throw notFound('Trust member', text, names)
}

export function findRoom(program: Program, text: string): Room {
  return findNamed('room', program.rooms.values(), text)
}

export function findCategory(program: Program, text: string): Category {
  return findNamed('category', program.categories.values(), text)
}

export function findControl(program: Program, text: string): Control {
  return findNamed('control', program.controls.values(), text)
}

export function findSchedule(program: Program, text: string): AccessSchedule {
  return findNamed('access schedule', program.schedules.values(), text)
}

export function findMode(program: Program, text: string): OperatingMode {
  return findNamed('operating mode', program.operatingModes.values(), text)
}

/** By its name or uuid. Throws INVALID where several have that name, which the API lets them have (P-194). */
export function findCalendarEntry(program: Program, text: string): CalendarEntry {
  const called = [...program.calendar.values()].filter(({ name, uuid }) => isSame(name, text) || isSame(uuid, text))
  if (called.length > 1) {
    const uuids = called.map(({ uuid }) => uuid).join(', ')
    throw new RigError('INVALID', `Several calendar entries are called "${text}"; write the uuid of one: ${uuids}.`)
  }
  return called[0] ?? findNamed('calendar entry', program.calendar.values(), text)
}

/** `Anna`, `Anna@Office`, `group:Adults`, `member:Home`. A user may be written `user:Anna`, too. */
export function findPrincipal(program: Program, text: string): PrincipalKey {
  const [kind, name] = splitKind(text)
  if (kind === 'group') return `group:${findGroup(program, name).uuid}`
  if (kind === 'member') return `member:${findMember(program, name)}`
  return `user:${findUser(program, kind === 'user' ? name : text).uuid}`
}

/** `access:Front Door`, `right:UserManagement`, `room:Kitchen`, `category:`, `function:`, `device:`. */
export function findObject(program: Program, text: string): ObjectKey {
  const [kind, name] = splitKind(text)
  const find = OBJECTS[kind]
  if (find === undefined) throw noKind(kind || text)
  return find(program, name)
}

function noKind(word: string): RigError {
  const kinds = Object.keys(OBJECTS)
  const instead =
    didYouMean(word, kinds) || ` Objects are written with their kind: ${kinds.join(', ')}, such as access:${word}.`
  return new RigError('NOT_FOUND', `There is no kind of object "${word}".${instead}`)
}

type FindObject = (program: Program, name: string) => ObjectKey

const OBJECTS: Readonly<Record<string, FindObject | undefined>> = {
  right: (_, name) => {
    const right = SYSTEM_RIGHTS.find((one) => isSame(one, name))
    if (right === undefined) throw notFound('right', name, SYSTEM_RIGHTS)
    return `right:${right}`
  },
  room: (program, name) => `room:${findRoom(program, name).uuid}`,
  category: (program, name) => `category:${findCategory(program, name).uuid}`,
  function: (program, name) => `function:${findControl(program, name).uuid}`,
  access: (program, name) => {
    const doors = controlsOf(program, 'authentication-nfc-code-touch', 'access-controller')
    return `access:${findNamed('door', doors, name).uuid}`
  },
  device: (program, name) => `device:${findNamed('Intercom', controlsOf(program, 'intercom'), name).uuid}`,
}

function findOwned<Owned extends User | UserGroup>(
  program: Program,
  what: string,
  all: readonly Owned[],
  text: string,
): Owned {
  const at = text.lastIndexOf('@')
  const host = at < 0 ? undefined : hostOf(program, text.slice(at + 1))
  const found =
    (host && all.find((one) => one.origin === host && isSame(one.name, text.slice(0, at)))) ??
    all.find((one) => one.origin === undefined && isSame(one.name, text))
  if (found) return found
  throw notFound(
    what,
    text,
    all.map((one) => typedName(program, one)),
  )
}

/** As `findUser` reads it. */
function typedName(program: Program, { name, origin }: User | UserGroup): string {
  if (origin === undefined) return name
  return `${name}@${memberNames(program).find(({ serial }) => serial === origin)?.name ?? origin}`
}

function hostOf(program: Program, text: string): Serial | undefined {
  const members = memberNames(program)
  const bySerial = members.find(({ serial }) => isSame(serial, text))
  if (bySerial !== undefined) return bySerial.serial
  const serials = new Set(members.filter(({ name }) => isSame(name, text)).map(({ serial }) => serial))
  if (serials.size > 1)
    throw new RigError('INVALID', `Several Miniservers are called "${text}"; write the serial number.`)
  return [...serials][0]
}

/** Serial and name of everyone this unit shares a Trust with, and of the Trust members it has as principals. */
function memberNames(program: Program): { serial: Serial; name: string }[] {
  const entries = [...program.trusts.values()].flatMap(({ members }) => members)
  const known = entries.map(({ serial, info }) => ({ serial, name: info?.name ?? serial }))
  return [...known, ...Array.from(program.members.keys(), (serial) => ({ serial, name: serial }))]
}

function controlsOf(program: Program, ...kinds: readonly Control['kind'][]): Control[] {
  return [...program.controls.values()].filter(({ kind }) => kinds.includes(kind))
}

function findNamed<Named extends { readonly name: string }>(what: string, all: Iterable<Named>, text: string): Named {
  const candidates = [...all]
  const found = candidates.find(({ name }) => isSame(name, text))
  if (found !== undefined) return found
  throw notFound(
    what,
    text,
    candidates.map(({ name }) => name),
  )
}

function splitKind(text: string): [string, string] {
  const colon = text.indexOf(':')
  return colon < 0 ? ['', text] : [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()]
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}

function notFound(what: string, text: string, names: Iterable<string>): RigError {
  return new RigError('NOT_FOUND', `There is no ${what} "${text}".${didYouMean(text, names)}`)
}
