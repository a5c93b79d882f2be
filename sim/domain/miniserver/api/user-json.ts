import { hasRight } from '../../access/roles.ts'
import { isAdministratorAnywhere } from '../../program/administrators.ts'
import { everyone } from '../../program/ancestors.ts'
import type { Serial } from '../../program/names.ts'
import { PROFILE_FIELDS } from '../../program/profile.ts'
import type { PasswordHash, Program, User, UserGroup } from '../../program/program.ts'
import { sharesFeature } from '../../trust/features.ts'
import type { Managing } from './manage.ts'
import { rightsOf, userRights } from './rights.ts'
import { apiStatus, toSeconds } from './user-status.ts'

/** A user in full, in the field's own words and order (docs/miniserver-protocol.md §3). */
export function userJson(context: Managing, user: User) {
  const { program } = context.state
  const { origin, profile, editedMs, codeDigest } = user
  const { userState, ...period } = apiStatus(user)
  const { desc = '', firstname = '', lastname = '', email = '', phone = '', ...others } = profile
  return {
    name: user.name,
    desc,
    uuid: user.uuid,
    userid: user.nfcCodeTouchId,
    ...{ firstname, lastname, email, phone },
    uniqueUserId: user.uniqueUserId ?? '',
    ...Object.fromEntries(LATER_PROFILE_FIELDS.map((field) => [field, others[field] ?? ''])),
    lastedit: editedMs === undefined ? 0 : toSeconds(editedMs),
    userState,
    isAdmin: isAdministratorAnywhere(program, user),
    changePassword: hasRight(program, user, 'ChangeOwnPasswords', context.session.scope),
    masterAdmin: false,
    userRights: userRights(context, user),
    scorePWD: scoreOf(user.password),
    scoreVisuPWD: scoreOf(user.visuPassword),
    ...(origin !== undefined && { trustMember: origin }),
    ...(isDisabledToldBy(context, origin) && { disabledBySource: user.status.state === 'disabled' }),
    ...period,
    usergroups: groupsOf(program, user).map(({ name, uuid }) => ({ name, uuid })),
    nfcTags: user.tags.map(({ id, name }) => ({ name, id })),
    keycodes: codeDigest === undefined ? [] : [{ code: codeDigest.toUpperCase() }],
    customFields: customFieldTitles(program),
  }
}

/** Since 15.3, on both (P-18). An older one is seen disabled all the same. */
function isDisabledToldBy({ state }: Managing, origin: Serial | undefined): boolean {
  return origin !== undefined && sharesFeature(state.program, state.identity, origin, 'disabledBySource')
}

/** All users the caller may see, as `getuserlist2` has them; no tags and no groups. */
export function userListJson({ state }: Managing, seesAdministrators: boolean, self: User) {
  const { program } = state
  const all = everyone(program)
  return [...program.users.values()].flatMap((user) => {
    const isAdmin = isAdministratorAnywhere(program, user, all)
    if (isAdmin && !seesAdministrators && user.uuid !== self.uuid) return []
    const { userState, expirationAction } = apiStatus(user)
    const expiry = expirationAction === undefined ? {} : { expirationAction }
    return [{ name: user.name, uuid: user.uuid, isAdmin, userState, ...expiry }]
  })
}

export function groupJson(context: Managing, { uuid, name, type }: UserGroup) {
  return { name, description: '', uuid, type: GROUP_TYPES[type], userRights: rightsOf(context, `group:${uuid}`) }
}

/** What the five custom fields are called. */
export function customFieldTitles(program: Program): readonly string[] {
  const setting = program.settings.get('custom-fields')
  const titles = setting?.name === 'custom-fields' ? setting.titles : []
  return [1, 2, 3, 4, 5].map((number) => titles[number - 1] || `Custom Field ${number}`)
}

/** Those a user is in itself, and the built-in group of everybody, as real units list it. */
function groupsOf(program: Program, user: User): UserGroup[] {
  const own = user.groups.flatMap((uuid) => program.groups.get(uuid) ?? [])
  return [...own, ...[...program.groups.values()].filter(({ type }) => type === 'all')]
}

/** −2: never judged; −1: there is none. */
function scoreOf(password: PasswordHash | undefined): number {
  return password === undefined ? -1 : (password.score ?? -2)
}

/** `type` 1 is a deprecated kind of administrators. */
const GROUP_TYPES: Readonly<Record<UserGroup['type'], number>> = { normal: 0, all: 2, none: 3, 'full-access': 4 }

const LATER_PROFILE_FIELDS = PROFILE_FIELDS.slice(PROFILE_FIELDS.indexOf('company')) as readonly Exclude<
  (typeof PROFILE_FIELDS)[number],
  'desc' | 'firstname' | 'lastname' | 'email' | 'phone'
>[]
