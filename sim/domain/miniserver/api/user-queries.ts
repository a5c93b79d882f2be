import { roleOf } from '../../access/roles.ts'
import { RigError } from '../../errors.ts'
import { splitPrincipal } from '../../program/ancestors.ts'
import type { PrincipalKey } from '../../program/names.ts'
import type { Assignment, User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { hasFieldQuirks } from '../field-quirks.ts'
import { reply } from './context.ts'
import { findUser } from './login-name.ts'
import { editorOf, type Managing, type ManagingHandler, mustHaveRight, mustSee } from './manage.ts'
import { customFieldTitles, groupJson, userJson, userListJson } from './user-json.ts'

/** `getuserlist2`: everybody; to a user manager, everybody but the administrators (§3.4.6, P-124). */
export const getUserList: ManagingHandler<'get-user-list'> = (context) => {
  mustAnswer(context)
  const { user, scope } = editorOf(context)
  const isAdministrator = roleOf(context.state.program, user, scope) === 'administrator'
  return answer(context, userListJson(context, isAdministrator, user))
}

/** `getuser`: one user in full, by uuid or login name. */
export const getUser: ManagingHandler<'get-user'> = (context, command) => {
  mustAnswer(context)
  mustHaveRight(context, 'UserManagement')
  const { state } = context
  const byUuid = state.program.users.get(command.user.toLowerCase())
  const byName = findUser(state, command.user)
  const user = byUuid ?? (byName.type === 'found' ? byName.user : undefined)
  if (user === undefined) throw new RigError('NOT_FOUND', 'user not found')
  mustSee(context, user)
  return answer(context, userJson(context, user))
}

export const getGroupList: ManagingHandler<'get-group-list'> = (context) =>
  answer(
    context,
    Array.from(context.state.program.groups.values(), (group) => groupJson(context, group)),
  )

/** `getcontrolpermissions`: what is assigned to a control itself; not what comes by rooms, categories or groups of groups. */
export const getControlPermissions: ManagingHandler<'get-control-permissions'> = (context, { control }) => {
  mustHaveRight(context, 'UserManagement')
  const { program } = context.state
  if (!program.controls.has(control)) throw new RigError('NOT_FOUND', 'control not found')
  const objects: ReadonlySet<string> = new Set(OBJECTS_OF_CONTROLS.map((kind) => `${kind}:${control}`))
  const direct = [...program.assignments.values()].filter(({ object }) => objects.has(object))
  return answer(
    context,
    direct.map((assignment) => permissionJson(context, assignment)),
  )
}

export const getCustomUserFields: ManagingHandler<'get-custom-user-fields'> = (context) => {
  const titles = customFieldTitles(context.state.program).map((title, index) => [`customField${index + 1}`, title])
  return answer(context, Object.fromEntries(titles))
}

/** `getuserpropertyoptions`: which companies and departments there are already. */
export const getUserPropertyOptions: ManagingHandler<'get-user-property-options'> = (context) => {
  const users = [...context.state.program.users.values()]
  const options = (field: 'company' | 'department') =>
    [...new Set(users.map(({ profile }) => profile[field] ?? ''))].filter((value) => value !== '').sort()
  return answer(context, { company: options('company'), department: options('department') })
}

/** `checkuserid`: who has this User ID; empty where it is free. */
export const checkUserId: ManagingHandler<'check-user-id'> = (context, { id }) => {
  const users = [...context.state.program.users.values()]
  const holder: Pick<User, 'name' | 'uuid'> | undefined =
    id === '' ? undefined : users.find(({ uniqueUserId }) => uniqueUserId === id)
  return answer(context, { name: holder?.name ?? '', uuid: holder?.uuid ?? '' })
}

/** A real unit was seen to answer these with 403 to whoever logged in with a token, also to administrators (P-84). */
function mustAnswer({ state, session }: Managing): void {
  if (!hasFieldQuirks(state.program) || (session.http && session.token === undefined)) return
  throw new RigError('FORBIDDEN', 'not with a token')
}

/** Only to whom has the right User Management. */
function answer(context: Managing, value: unknown): Effect[] {
  mustHaveRight(context, 'UserManagement')
  return [reply(context, 200, value)]
}

const OBJECTS_OF_CONTROLS = ['function', 'access', 'device'] as const

/** The shape is ours (P-123). */
function permissionJson({ state }: Managing, { principal, effect, scope, schedule }: Assignment) {
  const [kind, id] = splitPrincipal(principal)
  const { schedules } = state.program
  return {
    name: nameOf(state.program, principal),
    uuid: id,
    type: kind,
    permission: effect,
    scope,
    ...(schedule !== undefined && { schedule: schedules.get(schedule)?.name ?? schedule }),
  }
}

function nameOf(program: Managing['state']['program'], principal: PrincipalKey): string {
  const [kind, id] = splitPrincipal(principal)
  if (kind === 'member') return id
  const found = kind === 'user' ? program.users.get(id) : program.groups.get(id)
  return found?.name ?? id
}
