import { administrators, isAdministratorAnywhere, isAdministratorGroup } from '../program/administrators.ts'
import { ancestorGroups, directGroups, everyone, splitPrincipal } from '../program/ancestors.ts'
import { type ProgramEdit, previewEdit } from '../program/edit.ts'
import type { ObjectKey, PrincipalKey, Uuid } from '../program/names.ts'
import type { Program, User } from '../program/program.ts'

/**
 * Why an edit is administrators' work, as the end of "only they …"; `undefined` where user managers may make it too (§3.4.6, R95).
 *
 * It is where it touches an administrator, an administrators' group (Full Access, and those that hold or inherit Loxone Config) or
 * the right Loxone Config, and where, by whatever way, other people would be administrators after it than before.
 */
export function administratorsWork(program: Program, edit: ProgramEdit): string | undefined {
  const reason = REASONS[edit.type] as ((program: Program, edit: ProgramEdit) => string | undefined) | undefined
  return reason === undefined ? undefined : (reason(program, edit) ?? changedAdministrators(program, edit))
}

type EditOf<Type extends ProgramEdit['type']> = Extract<ProgramEdit, { type: Type }>
type Reasons = {
  readonly [Type in ProgramEdit['type']]?: (program: Program, edit: EditOf<Type>) => string | undefined
}

/** Other edits concern neither people nor their rights. */
const REASONS: Reasons = {
  'add-user': (program, { user }) => firstOf(user.groups, (uuid) => ofGroup(program, uuid)),
  'edit-user': (program, { uuid, change }) => {
    const moved = change.groups === undefined ? [] : changed(program.users.get(uuid)?.groups ?? [], change.groups)
    return ofUser(program, uuid) ?? firstOf(moved, (group) => ofGroup(program, group))
  },
  'delete-user': (program, { uuid }) => ofUser(program, uuid),
  'add-group': (program, { group }) => firstOf(group.groups, (uuid) => ofGroup(program, uuid)),
  'edit-group': (program, { uuid }) => ofGroup(program, uuid),
  'delete-group': (program, { uuid }) => ofGroup(program, uuid),
  'assign-to-group': ofJoining,
  'remove-from-group': ofMembership,
  'set-members': (program, { group, members }) => {
    const before = members.filter((principal) => directGroups(program, principal).includes(group))
    const added = members.filter((principal) => !before.includes(principal))
    return firstOf(added, (principal) => ofJoining(program, { principal, group })) ?? ofGroup(program, group)
  },
  assign: (program, edit) => ofPermission(program, edit.object, edit.principal, edit.effect),
  revoke: (program, { object, principal }) => ofPermission(program, object, principal),
  'set-permissions': (program, { object, permissions }) => {
    const kept = permissions.map(({ principal, effect }) => ofPermission(program, object, principal, effect))
    const now = [...program.assignments.values()].filter((assignment) => assignment.object === object)
    const gone = now.map(({ principal }) => ofPermission(program, object, principal))
    return [...kept, ...gone].find((reason) => reason !== undefined)
  },
  // Whom it takes along is seen in who would be left.
  'remove-import': () => undefined,
}

function ofUser(program: Program, uuid: Uuid): string | undefined {
  const user = program.users.get(uuid)
  if (user === undefined || !isAdministratorAnywhere(program, user)) return undefined
  return `edit administrators, such as "${user.name}"`
}

function ofGroup(program: Program, uuid: Uuid): string | undefined {
  if (!isAdministratorGroup(program, uuid)) return undefined
  // One whose origin has not sent its name yet is called by its uuid.
  return `edit administrators' groups, such as "${program.groups.get(uuid)?.name ?? uuid}"`
}

/** Of the group and, where it is one itself, of who comes into it or goes: no group has a user's uuid or a member's serial. */
function ofMembership(
  program: Program,
  { principal, group }: { readonly principal: PrincipalKey; readonly group: Uuid },
): string | undefined {
  const [, id] = splitPrincipal(principal)
  return ofGroup(program, group) ?? ofGroup(program, id)
}

/** Who comes into a group comes under its denies, too. */
function ofJoining(
  program: Program,
  edit: { readonly principal: PrincipalKey; readonly group: Uuid },
): string | undefined {
  const reason = ofMembership(program, edit)
  if (reason !== undefined) return reason
  const groups = [edit.group, ...ancestorGroups(program, `group:${edit.group}`)]
  const joined = new Set(groups.map((uuid): PrincipalKey => `group:${uuid}`))
  const denies = [...program.assignments.values()].some(
    ({ principal, effect }) => effect === 'deny' && joined.has(principal),
  )
  return denies ? ofDeny(program, edit.principal) : undefined
}

function ofPermission(
  program: Program,
  object: ObjectKey,
  principal: PrincipalKey,
  effect?: 'allow' | 'deny',
): string | undefined {
  if (object === 'right:LoxoneConfig') return 'give and take the right Loxone Config'
  const [kind, id] = splitPrincipal(principal)
  if (kind === 'user') return ofUser(program, id)
  // Nothing is found of a Trust member: no group has its serial.
  return ofGroup(program, id) ?? (effect === 'deny' ? ofDeny(program, principal) : undefined)
}

/** A deny reaches every administrator who is in the group. */
function ofDeny(program: Program, principal: PrincipalKey): string | undefined {
  const [kind, id] = splitPrincipal(principal)
  const all = everyone(program)
  const isReached = (user: User) =>
    kind === 'user' ? user.uuid === id : ancestorGroups(program, `user:${user.uuid}`, all).has(id)
  const denied = [...program.users.values()].find(
    (user) => isReached(user) && isAdministratorAnywhere(program, user, all),
  )
  return denied && `deny administrators anything, such as "${denied.name}"`
}

/** Costs a look at everybody, except where an edit is about one user only. */
function changedAdministrators(program: Program, edit: ProgramEdit): string | undefined {
  const only = subjectOf(edit)
  const before = administrators(program, only)
  const after = administrators(previewEdit(program, edit), only)
  const isSame = before.size === after.size && [...before].every((uuid) => after.has(uuid))
  return isSame ? undefined : 'change who is an administrator'
}

function subjectOf(edit: ProgramEdit): Uuid | undefined {
  if (edit.type === 'edit-user' || edit.type === 'delete-user') return edit.uuid
  if (edit.type === 'add-user') return edit.user.uuid
  if (!('principal' in edit)) return undefined
  const [kind, id] = splitPrincipal(edit.principal)
  return kind === 'user' ? id : undefined
}

function changed(before: readonly Uuid[], after: readonly Uuid[]): Uuid[] {
  return [...before.filter((uuid) => !after.includes(uuid)), ...after.filter((uuid) => !before.includes(uuid))]
}

function firstOf<Item>(items: readonly Item[], reason: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = reason(item)
    if (found !== undefined) return found
  }
  return undefined
}
