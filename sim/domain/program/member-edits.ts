import { RigError } from '../errors.ts'
import { directGroups } from './ancestors.ts'
import type { Change } from './change.ts'
import { mustExist, withGroups } from './group-edits.ts'
import type { PrincipalKey, Uuid } from './names.ts'
import type { Program } from './program.ts'

/**
 * Makes these the members of a group, and nobody else (R138, R139): who is not named goes, who is named comes or stays. Who is in
 * a group of another Miniserver is said there.
 */
export function setMembers(program: Program, uuid: Uuid, members: readonly PrincipalKey[]): Change[] {
  const group = program.groups.get(uuid)
  if (group === undefined) throw new RigError('NOT_FOUND', `There is no group ${uuid}.`)
  if (group.type === 'all' || group.type === 'none') {
    throw new RigError('INVALID', `Who is in "${group.name}" cannot be chosen.`)
  }
  if (group.origin !== undefined) {
    throw new RigError('FORBIDDEN', `"${group.name}" belongs to Miniserver ${group.origin}, which says who is in it.`)
  }
  const wanted = new Set(members)
  const now = new Set(membersOf(program, uuid))
  const added = [...wanted].filter((principal) => !now.has(principal))
  for (const principal of wanted) mustExist(program, principal)
  const without = (principal: PrincipalKey) => directGroups(program, principal).filter((each) => each !== uuid)
  return [
    ...[...now].filter((principal) => !wanted.has(principal)).map((each) => withGroups(program, each, without(each))),
    ...added.map((each) => withGroups(program, each, [...directGroups(program, each), uuid])),
  ]
}

/** Who is in a group itself, not by way of another (R72): users, then groups, then Trust members. */
export function membersOf(program: Program, uuid: Uuid): PrincipalKey[] {
  const inside = (groups: readonly Uuid[]) => groups.includes(uuid)
  return [
    ...[...program.users.values()].filter(({ groups }) => inside(groups)).map(({ uuid }) => `user:${uuid}` as const),
    ...[...program.groups.values()].filter(({ groups }) => inside(groups)).map(({ uuid }) => `group:${uuid}` as const),
    ...[...program.members.values()]
      .filter(({ groups }) => inside(groups))
      .map(({ serial }) => `member:${serial}` as const),
  ]
}
