import { RigError } from '../errors.ts'
import { isAdministratorAnywhere } from '../program/administrators.ts'
import { ancestorGroups, splitPrincipal } from '../program/ancestors.ts'
import type { ProgramView } from '../program/change.ts'
import type { ProgramEdit } from '../program/edit.ts'
import type { PrincipalKey, SystemRight, Uuid } from '../program/names.ts'
import { assignmentKey, type Program, type User } from '../program/program.ts'
import { administratorsWork } from './administrators-work.ts'
import { EDIT_RIGHTS } from './edit-rights.ts'

/** Who may edit whom (§3.4.6). A `user` may change its own passwords. */
export type Role = 'administrator' | 'user-manager' | 'user' | 'guest'

/** Who edits, and the scope of the connection it came through, by which its rights are decided. */
export interface Editor {
  readonly user: User
  readonly scope: 'internal' | 'external'
}

type Scope = Editor['scope']

/** The role of a user at this unit, whatever it is elsewhere (C29), over a connection of this scope. Says nothing about its status. */
export function roleOf(program: ProgramView, user: User, scope: Scope = 'internal'): Role {
  const role = ROLES.find(([, right]) => hasRight(program, user, right, scope))
  return role?.[0] ?? 'guest'
}

const ROLES: readonly (readonly [Role, SystemRight])[] = [
  ['administrator', 'LoxoneConfig'],
  ['user-manager', 'UserManagement'],
  ['user', 'ChangeOwnPasswords'],
]

/**
 * Throws FORBIDDEN, with the reason as a sentence, unless the editor may make this edit of the running program as it is (§3.4.6,
 * R95, R135): it needs the edit's right (EDIT_RIGHTS) in its scope; its own passwords and access code are everyone's who has
 * Change Own Passwords. What makes, changes or takes away an administrator is administrators' work. An edit that cannot be
 * made at all throws what `applyEdit` throws.
 */
export function checkMayEdit(program: Program, editor: Editor, edit: ProgramEdit): void {
  check(program, editor, edit, isOwnSecret(editor.user, edit))
}

/**
 * The same for a change of a user of another Miniserver that only that one can carry out (§3.3.7).
 *
 * @param isOfSecrets whether it is of passwords and access code only, which are everyone's own
 */
export function checkMayAskOrigin(program: Program, editor: Editor, uuid: Uuid, isOfSecrets: boolean): void {
  check(program, editor, { type: 'edit-user', uuid, change: {} }, isOfSecrets && uuid === editor.user.uuid)
}

function check(program: Program, { user, scope }: Editor, edit: ProgramEdit, isOwn: boolean): void {
  const editor = program.users.get(user.uuid) ?? user
  const right = isOwn ? 'ChangeOwnPasswords' : EDIT_RIGHTS[edit.type]
  if (!hasRight(program, editor, right, scope)) {
    throw new RigError('FORBIDDEN', `"${editor.name}" lacks the right ${right} here (${scope}).`)
  }
  if (isOwn || roleOf(program, editor, scope) === 'administrator') return
  const reason = administratorsWork(program, edit)
  if (reason !== undefined) {
    throw new RigError('FORBIDDEN', `"${editor.name}" is no administrator here (${scope}): only they ${reason}.`)
  }
}

/** Throws FORBIDDEN where the one looked at is an administrator and the one who looks is neither that nor itself (§3.4.6, C85). */
export function checkMayView(program: ProgramView, { user, scope }: Editor, viewed: PrincipalKey): void {
  // No user has the id of a group or a Trust member.
  const [, uuid] = splitPrincipal(viewed)
  const found = program.users.get(uuid)
  if (found === undefined || uuid === user.uuid || roleOf(program, user, scope) === 'administrator') return
  if (!isAdministratorAnywhere(program, found)) return
  throw new RigError('FORBIDDEN', `"${user.name}" is no administrator here (${scope}): only they view administrators.`)
}

/**
 * Whether a user has a system right in a scope: by itself or a group (R105–R108), by Full Access, by Loxone Config (R91), and
 * Change Own Passwords by User Management (§3.4.6). A deny of the right itself wins over all of them (AMB-10).
 */
export function hasRight(program: ProgramView, user: User, right: SystemRight, scope: Scope): boolean {
  const groups = ancestorGroups(program, `user:${user.uuid}`)
  const holders: PrincipalKey[] = [`user:${user.uuid}`, ...Array.from(groups, (uuid) => `group:${uuid}` as const)]
  const has = (of: SystemRight, effect: 'allow' | 'deny') =>
    holders.some((principal) =>
      program.assignments.has(assignmentKey({ principal, object: `right:${of}`, scope, effect })),
    )
  const isFull = [...groups].some((uuid) => program.groups.get(uuid)?.type === 'full-access')
  const holds = (of: SystemRight): boolean =>
    !has(of, 'deny') && (isFull || has(of, 'allow') || impliedBy(of).some(holds))
  return holds(right)
}

function impliedBy(right: SystemRight): readonly SystemRight[] {
  if (right === 'LoxoneConfig') return []
  return right === 'ChangeOwnPasswords' ? ['UserManagement', 'LoxoneConfig'] : ['LoxoneConfig']
}

const OWN_SECRETS: ReadonlySet<string> = new Set(['password', 'visuPassword', 'codeDigest'])

function isOwnSecret(editor: User, edit: ProgramEdit): boolean {
  if (edit.type !== 'edit-user' || edit.uuid !== editor.uuid) return false
  const fields = Object.keys(edit.change)
  return fields.length > 0 && fields.every((field) => OWN_SECRETS.has(field))
}
