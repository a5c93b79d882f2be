import type { ObjectKey, PrincipalKey, Serial, Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import type { Origins } from './origins.ts'

/** What a path is written with: the names are the program's, the hosts those of the Trust. */
export interface Names {
  readonly program: Program
  readonly origins: Pick<Origins, 'name'>
}

/** `U:Anna@Office`, `UG:Adults`, `TM:Home`: one part of a path (§3.4.4). What no longer has a name shows its id. */
export function principalLabel(names: Names, key: PrincipalKey): string {
  const { program, origins } = names
  const id = idOf(key)
  if (key.startsWith('user:')) return `U:${withHost(names, program.users.get(id), id)}`
  if (key.startsWith('group:')) return `UG:${withHost(names, program.groups.get(id), id)}`
  return `TM:${escapeName(origins.name(id))}`
}

/** What a path adds where the assignment is not on the object itself: `R:Bedroom`, `C:Lights`, `right:LoxoneConfig`. */
export function sourceLabel(names: Names, source: ObjectKey): string {
  if (source.startsWith('room:')) return `R:${escapeName(objectName(names.program, source))}`
  if (source.startsWith('category:')) return `C:${escapeName(objectName(names.program, source))}`
  return source
}

/** A right's own spelling, else the name of the room, category or control; its id where the program has none. */
export function objectName(program: Program, object: ObjectKey): string {
  const id = idOf(object)
  if (object.startsWith('room:')) return program.rooms.get(id)?.name ?? id
  if (object.startsWith('category:')) return program.categories.get(id)?.name ?? id
  return program.controls.get(id)?.name ?? id
}

/** A principal's name as people say it: `Anna`, `Adults@Office`; of a Trust member that of its Miniserver. */
export function principalName(names: Names, key: PrincipalKey): string {
  const id = idOf(key)
  if (key.startsWith('member:')) return names.origins.name(id)
  if (key.startsWith('group:')) return groupName(names, id)
  const user = names.program.users.get(id)
  return user === undefined ? id : nameWithHost(user, names.origins)
}

/** A group's name as people say it. */
export function groupName({ program, origins }: Names, uuid: Uuid): string {
  const group = program.groups.get(uuid)
  return group === undefined ? uuid : nameWithHost(group, origins)
}

/** A user or group as people say it: `Anna`, of another Miniserver `Anna@Office`. */
export function nameWithHost(
  holder: { readonly name: string; readonly origin?: Serial },
  origins: Names['origins'],
): string {
  return holder.origin === undefined ? holder.name : `${holder.name}@${origins.name(holder.origin)}`
}

function withHost(names: Names, holder: { name: string; origin?: Serial } | undefined, id: string): string {
  if (holder === undefined) return escapeName(id)
  const name = escapeName(holder.name)
  return holder.origin === undefined ? name : `${name}@${escapeName(names.origins.name(holder.origin))}`
}

/** Parts of a path are joined by `/`, so one in a name is written `\/`, and `\` is written `\\` (P-2). */
function escapeName(name: string): string {
  return name.replace(/[\\/]/g, '\\$&')
}

function idOf(key: string): string {
  return key.slice(key.indexOf(':') + 1)
}
