import { RigError } from '../errors.ts'
import { directGroups, splitPrincipal } from './ancestors.ts'
import { assignmentsGone, type Change } from './change.ts'
import type { PrincipalKey, Uuid } from './names.ts'
import type { Program, UserGroup } from './program.ts'

/** R69. */
export function addGroup(program: Program, group: UserGroup): Change[] {
  if (group.type !== 'normal') throw new RigError('INVALID', `A group of type "${group.type}" is built in, not made.`)
  if (group.origin !== undefined) {
    throw new RigError('INVALID', 'A group of another Miniserver is added through the Trust, not made here.')
  }
  if (program.groups.has(group.uuid)) throw new RigError('INVALID', `There is a group ${group.uuid} already.`)
  checkName(program, group.uuid, group.name)
  const change: Change = { map: 'groups', key: group.uuid, entry: group }
  for (const parent of group.groups) isAssignable(program, `group:${group.uuid}`, parent)
  return [change]
}

export function editGroup(program: Program, uuid: Uuid, change: { readonly name: string }): Change[] {
  const group = ownGroup(program, uuid, 'rename')
  checkName(program, uuid, change.name)
  return [{ map: 'groups', key: uuid, entry: { ...group, name: change.name } }]
}

/** Takes the group away, everyone out of it and all that is assigned to it. */
export function deleteGroup(program: Program, uuid: Uuid): Change[] {
  ownGroup(program, uuid, 'delete')
  const changes = assignmentsGone(program, `group:${uuid}`)
  const inside: PrincipalKey[] = [
    ...Array.from(program.users.keys(), (key) => `user:${key}` as const),
    ...Array.from(program.groups.keys(), (key) => `group:${key}` as const),
    ...Array.from(program.members.keys(), (key) => `member:${key}` as const),
  ]
  for (const principal of inside) {
    const groups = directGroups(program, principal)
    if (groups.includes(uuid))
      changes.push(
        withGroups(
          program,
          principal,
          groups.filter((group) => group !== uuid),
        ),
      )
  }
  return [...changes, { map: 'groups', key: uuid, entry: undefined }]
}

/** Adds a user, a group or a Trust member to a group (R70, R74, R32). Idempotent. Cycles are accepted (AMB-9). */
export function assignToGroup(program: Program, principal: PrincipalKey, group: Uuid): Change[] {
  mustExist(program, principal)
  const groups = directGroups(program, principal)
  if (groups.includes(group)) return []
  isAssignable(program, principal, group)
  return [withGroups(program, principal, [...groups, group])]
}

/** Takes a principal out of a group it is in itself (R73). Idempotent. */
export function removeFromGroup(program: Program, principal: PrincipalKey, group: Uuid): Change[] {
  mustExist(program, principal)
  if (!program.groups.has(group)) throw new RigError('NOT_FOUND', `There is no group ${group}.`)
  const groups = directGroups(program, principal)
  return groups.includes(group)
    ? [
        withGroups(
          program,
          principal,
          groups.filter((uuid) => uuid !== group),
        ),
      ]
    : []
}

/** Throws unless the principal may be put into the group: it is there, has members of its own, and is of the right unit. */
export function isAssignable(program: Program, principal: PrincipalKey, uuid: Uuid): void {
  const group = program.groups.get(uuid)
  if (group === undefined) throw new RigError('NOT_FOUND', `There is no group ${uuid}.`)
  if (group.type === 'all' || group.type === 'none') {
    throw new RigError('INVALID', `Who is in "${group.name}" cannot be chosen.`)
  }
  const [kind, id] = splitPrincipal(principal)
  const origin = kind === 'user' ? program.users.get(id)?.origin : program.groups.get(id)?.origin
  if (group.origin !== undefined && group.origin !== origin) {
    throw new RigError('FORBIDDEN', `"${group.name}" belongs to Miniserver ${group.origin}, which says who is in it.`)
  }
}

/** Throws NOT_FOUND unless the program has the principal. */
export function mustExist(program: Program, principal: PrincipalKey): void {
  const [kind, id] = splitPrincipal(principal)
  const holders = { user: program.users, group: program.groups, member: program.members }
  if (!holders[kind].has(id)) throw new RigError('NOT_FOUND', `There is no ${kind} ${id}.`)
}

/** The principal with these groups as those it is in itself. */
export function withGroups(program: Program, principal: PrincipalKey, groups: readonly Uuid[]): Change {
  const [kind, id] = splitPrincipal(principal)
  const [user, group] = [program.users.get(id), program.groups.get(id)]
  if (kind === 'user' && user !== undefined) return { map: 'users', key: id, entry: { ...user, groups } }
  if (kind === 'group' && group !== undefined) return { map: 'groups', key: id, entry: { ...group, groups } }
  return { map: 'members', key: id, entry: { serial: id, groups } }
}

function ownGroup(program: Program, uuid: Uuid, what: string): UserGroup {
  const group = program.groups.get(uuid)
  if (group === undefined) throw new RigError('NOT_FOUND', `There is no group ${uuid}.`)
  if (group.type !== 'normal') throw new RigError('INVALID', `"${group.name}" is built in; it stays as it is.`)
  if (group.origin !== undefined) {
    throw new RigError('FORBIDDEN', `"${group.name}" belongs to Miniserver ${group.origin}; ${what} it there.`)
  }
  return group
}

function checkName(program: Program, uuid: Uuid, name: string): void {
  if (name.trim() === '') throw new RigError('INVALID', 'A group needs a name.')
  for (const other of program.groups.values()) {
    const isTaken = other.uuid !== uuid && other.origin === undefined && other.name.toLowerCase() === name.toLowerCase()
    if (isTaken) throw new RigError('NAME_TAKEN', `There is a group "${other.name}" already.`)
  }
}
