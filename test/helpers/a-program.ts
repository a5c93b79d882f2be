import type { CalendarEntry } from '../../sim/domain/program/calendar-entry.ts'
import { emptyProgram } from '../../sim/domain/program/empty.ts'
import type { ObjectKey, PrincipalKey, Serial, Uuid } from '../../sim/domain/program/names.ts'
import { SYSTEM_RIGHTS } from '../../sim/domain/program/names.ts'
import {
  type AccessSchedule,
  assignmentKey,
  type Control,
  type OperatingMode,
  type Program,
  type Scope,
  type TrustMember,
  type User,
  type UserGroup,
} from '../../sim/domain/program/program.ts'
import type { Setting } from '../../sim/domain/program/setting.ts'

/**
 * A program in the field's own words. Names stand for uuids; `uuidOf()` and `keyOf()` tell which.
 *
 * A permission is a sentence: `user:Oliver allow access:Front Door during Office Hours`,
 * `group:Adults deny room:Bedroom internal`. Without a scope it is `physical` for `access:` and `device:`, else both others.
 */
export interface ProgramDescription {
  readonly rooms?: readonly string[]
  readonly categories?: readonly string[]
  /** By name; a control is an Info Only Digital block in no room unless said otherwise. */
  readonly controls?: Readonly<Record<string, ControlDescription>>
  /** By name; an enabled local user without credentials unless said otherwise. */
  readonly users?: Readonly<Record<string, UserDescription>>
  /** By name, with the groups it was added to. */
  readonly groups?: Readonly<Record<string, readonly string[] | GroupDescription>>
  readonly members?: Readonly<Record<Serial, readonly string[]>>
  /** By name; `Always` and `Never` are there anyway. */
  readonly schedules?: Readonly<Record<string, Partial<Omit<AccessSchedule, 'uuid' | 'name'>>>>
  readonly modes?: Readonly<Record<number, Omit<OperatingMode, 'id' | 'name'>>>
  /** Operating times; each is named after its place. */
  readonly calendar?: readonly Pick<CalendarEntry, 'mode' | 'days'>[]
  readonly settings?: readonly Setting[]
  readonly permissions?: readonly string[]
}

export interface ControlDescription {
  readonly kind?: Control['kind']
  readonly room?: string
  readonly category?: string
}

export type UserDescription = Partial<Omit<User, 'uuid' | 'name' | 'groups' | 'tags'>> & {
  readonly groups?: readonly string[]
  /** Ids; each bears its holder's name and `tag`. */
  readonly tags?: readonly string[]
}

export type GroupDescription = Partial<Omit<UserGroup, 'uuid' | 'name' | 'groups'>> & {
  readonly groups?: readonly string[]
}

/** The smallest program that makes a point. Throws where a permission is misspelled or names what is not described. */
export function aProgram(description: ProgramDescription = {}): Program {
  const program = emptyProgram()
  for (const name of description.rooms ?? []) put(program.rooms, { uuid: uuidOf('room', name), name })
  for (const name of description.categories ?? []) put(program.categories, { uuid: uuidOf('category', name), name })
  for (const [name, control] of named(description.controls)) put(program.controls, aControl(name, control))
  for (const [name, group] of named(description.groups)) put(program.groups, aGroup(name, group))
  for (const [name, user] of named(description.users)) put(program.users, aUser(name, user))
  for (const [serial, groups] of named(description.members)) program.members.set(serial, aMember(serial, groups))
  for (const schedule of schedulesOf(description)) put(program.schedules, schedule)
  for (const [id, mode] of named(description.modes)) {
    program.operatingModes.set(Number(id), { id: Number(id), name: `Mode ${id}`, ...mode })
  }
  for (const [place, entry] of (description.calendar ?? []).entries()) {
    put(program.calendar, { uuid: uuidOf('calendar', `${place}`), name: `Days ${place}`, ...entry })
  }
  for (const setting of description.settings ?? []) program.settings.set(setting.name, setting)
  for (const sentence of description.permissions ?? []) permit(program, sentence)
  return program
}

/** Adds a permission to a program, spelled as in its description. */
export function permit(program: Program, sentence: string): void {
  const found = SENTENCE.exec(sentence)?.groups
  if (found === undefined) throw new TypeError(`not a permission: ${sentence}`)
  const { principal = '', effect, object = '', scope, schedule } = found
  const key = { principal: keyOf(principal as PrincipalKey), object: keyOf(object as ObjectKey) }
  if (!exists(program, key.principal) || !exists(program, key.object))
    throw new TypeError(`names what is not: ${sentence}`)
  const timed = schedule === undefined ? {} : { schedule: uuidOf('schedule', schedule) }
  for (const one of scopesOf(object, scope)) {
    const assignment = { ...key, scope: one, effect: effect === 'deny' ? 'deny' : 'allow' } as const
    program.assignments.set(assignmentKey(assignment), { ...assignment, ...timed })
  }
}

/** The uuid of the described thing of that kind and name, in Loxone's form. Blocks are of kind `control`. */
export function uuidOf(kind: string, name: string): Uuid {
  const digits = [...`${kind} ${name}`].reduce(
    (hash, char) => Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193),
    7,
  )
  const head = (digits >>> 0).toString(16).padStart(8, '0')
  return `${head}-${name.length.toString(16).padStart(4, '0')}-0000-ffff504f94a00001`
}

/** `user:Oliver` → `user:<uuid>`, `access:Front Door` → `access:<uuid>`; rights and members stay as they are. */
export function keyOf<Key extends PrincipalKey | ObjectKey>(spelled: Key): Key {
  const colon = spelled.indexOf(':')
  const [kind, name] = [spelled.slice(0, colon), spelled.slice(colon + 1)]
  if (kind === 'right' || kind === 'member') return spelled
  const of = kind === 'access' || kind === 'function' || kind === 'device' ? 'control' : kind
  return `${kind}:${uuidOf(of, name)}` as Key
}

const SENTENCE =
  /^(?<principal>(?:user|group|member):.+?) (?<effect>allow|deny) (?<object>(?:right|room|category|function|access|device):.+?)(?: (?<scope>internal|external|physical))?(?: during (?<schedule>.+))?$/

function named<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {})
}

function put<T extends { readonly uuid: Uuid }>(map: Map<Uuid, T>, entry: T): void {
  map.set(entry.uuid, entry)
}

function aControl(name: string, { kind = 'info-only-digital', room, category }: ControlDescription): Control {
  const base = {
    uuid: uuidOf('control', name),
    name,
    ...(room !== undefined && { room: uuidOf('room', room) }),
    ...(category !== undefined && { category: uuidOf('category', category) }),
  }
  const door = { reader: `${name} reader`, pulseMs: 3_000, historyLength: 20 }
  switch (kind) {
    case 'info-only-digital':
    case 'switch':
      return { ...base, kind }
    case 'intercommunication-input':
    case 'intercommunication-output':
      return { ...base, kind, value: 'digital', remote: 'remote', packet: name.slice(0, 8) }
    case 'nfc-code-input':
    case 'nfc-tag-input':
      return { ...base, kind, reader: `${name} reader` }
    case 'trusted-io':
      return { ...base, kind, direction: 'output', value: 'digital' }
    case 'trusted-io-reference':
      return { ...base, kind, direction: 'input', value: 'digital', host: '504F94A00002', io: uuidOf('io', name) }
    case 'intercom-reference':
      return { ...base, kind, version: 2, host: '504F94A00002', intercom: uuidOf('control', name) }
    case 'intercom':
      return { ...base, kind, version: 2, device: `${name} device` }
    case 'access-controller':
      return { ...base, ...door, kind, extension: `${name} extension` }
    case 'authentication-nfc-code-touch':
      return { ...base, ...door, kind, outputs: [{ output: 1, name: 'Door' }], authentication: 1 }
  }
}

function aGroup(name: string, described: readonly string[] | GroupDescription): UserGroup {
  const { groups = [], ...group }: GroupDescription = 'length' in described ? { groups: described } : described
  return { type: 'normal', ...group, uuid: uuidOf('group', name), name, groups: uuidsOf('group', groups) }
}

function aUser(name: string, { groups = [], tags = [], ...user }: UserDescription): User {
  return {
    ibuttons: [],
    externalIds: [],
    status: { state: 'enabled' },
    nfcCodeTouchId: '',
    profile: {},
    ...user,
    uuid: uuidOf('user', name),
    name,
    tags: tags.map((id) => ({ id, name: `${name}'s tag` })),
    groups: uuidsOf('group', groups),
  }
}

function aMember(serial: Serial, groups: readonly string[]): TrustMember {
  return { serial, groups: uuidsOf('group', groups) }
}

function schedulesOf({ schedules }: ProgramDescription): AccessSchedule[] {
  const builtIn = { Always: { builtIn: 'always' }, Never: { builtIn: 'never' } } as const
  return named<Partial<AccessSchedule>>({ ...builtIn, ...schedules }).map(([name, schedule]) => ({
    modes: [],
    entries: [],
    ...schedule,
    uuid: uuidOf('schedule', name),
    name,
  }))
}

function uuidsOf(kind: string, names: readonly string[]): Uuid[] {
  return names.map((name) => uuidOf(kind, name))
}

function scopesOf(object: string, scope: string | undefined): readonly Scope[] {
  if (scope !== undefined) return [scope as Scope]
  return /^(access|device):/.test(object) ? ['physical'] : ['internal', 'external']
}

function exists(program: Program, key: PrincipalKey | ObjectKey): boolean {
  const [kind = '', id = ''] = key.split(':')
  const where: Record<string, ReadonlyMap<string, unknown> | undefined> = {
    user: program.users,
    group: program.groups,
    member: program.members,
    room: program.rooms,
    category: program.categories,
  }
  if (kind === 'right') return SYSTEM_RIGHTS.some((right) => right === id)
  return (where[kind] ?? program.controls).has(id)
}
