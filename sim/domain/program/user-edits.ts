import { RigError } from '../errors.ts'
import { assignmentsGone, type Change } from './change.ts'
import { checkNoDeviceCode } from './device-authorisation-edits.ts'
import type { UserChange } from './edit.ts'
import { isAssignable } from './group-edits.ts'
import type { Uuid } from './names.ts'
import type { Program, User, UserStatus } from './program.ts'

/** What a unit keeps of its own about a replica, and so may change; all else belongs to the origin (§3.3.7). */
const LOCAL_FIELDS: ReadonlySet<string> = new Set(['nfcCodeTouchId', 'groups', 'profile', 'disabledHere'])

/** R69. Replicas are not added but imported. */
export function addUser(program: Program, user: User): Change[] {
  if (user.origin !== undefined)
    throw invalid('A user of another Miniserver is added through the Trust, not made here.')
  if (program.users.has(user.uuid)) throw invalid(`There is a user ${user.uuid} already.`)
  checkUser(program, user)
  return [put(user)]
}

export function editUser(program: Program, uuid: Uuid, change: UserChange): Change[] {
  const user = userOf(program, uuid)
  const foreign = user.origin === undefined ? undefined : Object.keys(change).find((key) => !LOCAL_FIELDS.has(key))
  if (foreign !== undefined) throw ofOrigin(user, `change "${foreign}"`)
  const fields = Object.entries({ ...user, ...change }).filter(([, value]) => value !== undefined)
  const edited = Object.fromEntries(fields) as unknown as User
  checkUser(program, edited)
  return [put(edited)]
}

/** Deletes a local user and everything assigned to it. A replica goes by removing its import. */
export function deleteUser(program: Program, uuid: Uuid): Change[] {
  const user = userOf(program, uuid)
  if (user.origin !== undefined) throw ofOrigin(user, 'delete it')
  return [...assignmentsGone(program, `user:${uuid}`), { map: 'users', key: uuid, entry: undefined }]
}

function put(user: User): Change {
  return { map: 'users', key: user.uuid, entry: user }
}

function checkUser(program: Program, user: User): void {
  if (user.name.trim() === '') throw invalid('A user needs a name.')
  const known = program.users.get(user.uuid)
  if (user.origin === undefined && !isCalledAs(known, user)) checkUnique(program, user)
  if (user.disabledHere !== undefined && user.origin === undefined) {
    throw invalid(`"${user.name}" is a user of this Miniserver: set the status instead.`)
  }
  for (const credentials of [user.tags, user.ibuttons, user.externalIds]) {
    const ids = new Set(credentials.map(({ id }) => id))
    if (ids.size < credentials.length || ids.has(''))
      throw invalid(`"${user.name}" has an authentication twice, or an empty one.`)
  }
  const before = known?.groups ?? []
  for (const group of user.groups) if (!before.includes(group)) isAssignable(program, `user:${user.uuid}`, group)
  if (user.origin === undefined && known?.codeDigest !== user.codeDigest) checkNoDeviceCode(program, user.codeDigest)
  checkStatus(user.status)
}

/** Whoever keeps name and User ID is not looked for among all the others. */
function isCalledAs(known: User | undefined, { name, uniqueUserId }: User): boolean {
  return known?.name === name && known.uniqueUserId === uniqueUserId
}

/** Names of replicas may be the same: they log in as name@host (§3.1). */
function checkUnique(program: Program, user: User): void {
  const name = user.name.toLowerCase()
  for (const other of program.users.values()) {
    if (other.uuid === user.uuid || other.origin !== undefined) continue
    if (other.name.toLowerCase() === name) throw new RigError('NAME_TAKEN', `There is a user "${other.name}" already.`)
    if (user.uniqueUserId !== undefined && other.uniqueUserId === user.uniqueUserId) {
      throw new RigError('NAME_TAKEN', `"${other.name}" has the User ID "${user.uniqueUserId}" already.`)
    }
  }
}

/** §3.5: which ends of the window a state has, and that it is not empty [P]. */
function checkStatus({ state, validFromMs, validUntilMs }: UserStatus): void {
  const needsFrom = state === 'enabled-from' || state === 'timespan'
  const needsUntil = state === 'enabled-until' || state === 'timespan'
  if (needsFrom && validFromMs === undefined) throw invalid(`Status "${state}" needs the instant it begins.`)
  if (needsUntil && validUntilMs === undefined) throw invalid(`Status "${state}" needs the instant it ends.`)
  if (state === 'timespan' && (validFromMs ?? 0) >= (validUntilMs ?? 0))
    throw invalid('The period ends before it begins.')
}

function userOf(program: Program, uuid: Uuid): User {
  const user = program.users.get(uuid)
  if (user === undefined) throw new RigError('NOT_FOUND', `There is no user ${uuid}.`)
  return user
}

function ofOrigin(user: User, what: string): RigError {
  return new RigError('FORBIDDEN', `"${user.name}" belongs to Miniserver ${user.origin}; ${what} there.`)
}

function invalid(sentence: string): RigError {
  return new RigError('INVALID', sentence)
}
