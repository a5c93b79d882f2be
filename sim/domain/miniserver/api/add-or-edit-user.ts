import type { ProgramEdit, UserChange } from '../../program/edit.ts'
import { PROFILE_FIELDS, type Profile } from '../../program/profile.ts'
import type { NamedId, Program, User } from '../../program/program.ts'
import { assignmentKey } from '../../program/program.ts'
import { same } from '../../program/same.ts'
import type { Effect } from '../effect.ts'
import { changeUser } from './change-user.ts'
import { reply } from './context.ts'
import { editAs, type Managing, type ManagingHandler, mustHaveRight, mustSee } from './manage.ts'
import { neverSeen } from './never-seen.ts'
import { hasRight } from './rights.ts'
import { isHeld, newUserHere } from './user-commands.ts'
import { userJson } from './user-json.ts'
import type { ApiUserFields } from './user-management-command.ts'
import { apiStatus, statusOf } from './user-status.ts'

/**
 * `addoredituser`: makes a user, or changes what is given of one and is not so already; answered with the user in full. So what
 * `getuser` showed can be sent back with a few fields changed, also of a user of another Miniserver, whose name, User ID, status and
 * tags only that one changes, for which it is asked (504 where it cannot be reached).
 */
export const addOrEditUser: ManagingHandler<'add-or-edit-user'> = (context, { fields }) => {
  mustHaveRight(context, 'UserManagement')
  const { uuid } = fields
  if (uuid === undefined) return addUser(context, fields)
  const user = context.state.program.users.get(uuid)
  return user === undefined ? [reply(context, 500, 'user not found')] : editUser(context, user, fields)
}

function addUser(context: Managing, fields: ApiUserFields): Effect[] {
  const blank = newUserHere(context, fields.name ?? '')
  const user = { ...blank, ...changeOf(context, blank, fields) } as User
  const edits: ProgramEdit[] = [{ type: 'add-user', user }, ...passwordRight(context, blank, fields)]
  return editAs(context, edits, () => answer(context, user.uuid, unseen(context, blank, user.tags)))
}

function editUser(context: Managing, user: User, fields: ApiUserFields): Effect[] {
  mustSee(context, user)
  const change = changeOf(context, user, fields)
  const others = passwordRight(context, user, fields)
  const tagIsNew = change.tags?.some(({ id }) => !isHeld(context, id)) ?? false
  return changeUser(context, { user, change, others, shows: true, tagIsNew })
}

function answer(context: Managing, uuid: string, notices: readonly Effect[]): Effect[] {
  const user = context.state.program.users.get(uuid)
  if (user === undefined) throw new TypeError('a user that was edited is there')
  return [reply(context, 200, userJson(context, user)), ...notices]
}

/** Only what differs; so a field that only the origin may change does no harm as long as it is not changed. */
function changeOf({ state }: Managing, user: User, fields: ApiUserFields): UserChange {
  const { name, userid, uniqueUserId, usergroups, nfcTags } = fields
  const wanted: UserChange = {
    ...(name !== undefined && { name }),
    ...(userid !== undefined && { nfcCodeTouchId: userid }),
    ...(uniqueUserId !== undefined && { uniqueUserId: uniqueUserId === '' ? undefined : uniqueUserId }),
    profile: profileOf(user.profile, fields.profile),
    ...(saysStatus(user, fields) && { status: statusOf(fields, apiStatus(user)) }),
    ...(usergroups !== undefined && { groups: groupsOf(state.program, user, usergroups) }),
    ...(nfcTags !== undefined && { tags: nfcTags.map((tag) => namedTag(user.tags, tag)) }),
  }
  const differing = Object.entries(wanted).filter(([field, value]) => !same(user[field as keyof User], value))
  return Object.fromEntries(differing)
}

function saysStatus(user: User, { userState, validFrom, validUntil, expirationAction }: ApiUserFields): boolean {
  const shown = apiStatus(user)
  const asked = Object.entries({ userState, validFrom, validUntil, expirationAction })
  return asked.some(([field, value]) => value !== undefined && value !== shown[field as keyof typeof shown])
}

/** In the order of the fields, so that equal ones are the same. */
function profileOf(before: Profile, given: Profile): Profile {
  const values = PROFILE_FIELDS.map((field) => [field, given[field] ?? before[field] ?? ''] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}

/** Everybody is in All and nobody in None, whatever a client sends back. Of another Miniserver's groups that one says who is in. */
function groupsOf(program: Program, user: User, asked: readonly string[]): string[] {
  const imported = user.groups.filter((uuid) => program.groups.get(uuid)?.origin !== undefined)
  const chosen = asked.filter((uuid) => !['all', 'none'].includes(program.groups.get(uuid)?.type ?? 'normal'))
  const wanted = new Set([...imported, ...chosen])
  return [
    ...user.groups.filter((uuid) => wanted.has(uuid)),
    ...[...wanted].filter((uuid) => !user.groups.includes(uuid)),
  ]
}

/** A tag that comes as its id alone keeps its name. */
function namedTag(before: readonly NamedId[], { id, name }: { readonly id: string; readonly name?: string }): NamedId {
  return { id, name: name ?? before.find((tag) => tag.id === id)?.name ?? id }
}

function unseen(context: Managing, user: User, tags: readonly NamedId[]): Effect[] {
  return tags.some(({ id }) => !isHeld(context, id)) ? [neverSeen(user)] : []
}

/** `changePassword` is the user's own right Change Own Passwords, in both scopes. What comes from groups stays. */
function passwordRight(context: Managing, { uuid }: User, { changePassword }: ApiUserFields): ProgramEdit[] {
  if (changePassword === undefined) return []
  const right = { principal: `user:${uuid}`, object: 'right:ChangeOwnPasswords' } as const
  const { assignments } = context.state.program
  const has = (effect: 'allow' | 'deny') =>
    SCOPES.some((scope) => assignments.has(assignmentKey({ ...right, scope, effect })))
  if (changePassword) {
    const isThere = hasRight(context, { uuid }, 'ChangeOwnPasswords')
    return isThere ? [] : [{ type: 'assign', ...right, scopes: SCOPES, effect: 'allow' }]
  }
  return has('allow') && !has('deny') ? [{ type: 'revoke', ...right, scopes: SCOPES }] : []
}

const SCOPES = ['internal', 'external'] as const
