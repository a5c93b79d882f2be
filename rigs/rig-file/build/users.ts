import { FACTORY_ADMIN } from '../../../sim/domain/program/factory.ts'
import { hashPassword, passwordSalt } from '../../../sim/domain/program/password.ts'
import { passwordScore } from '../../../sim/domain/program/password-score.ts'
import type { NamedId, PasswordHash, User, UserGroup, UserStatus } from '../../../sim/domain/program/program.ts'
import { type CredentialKey, credentialOf, numberedName } from '../credential.ts'
import type { RigUser } from '../shape.ts'
import { entries, named } from '../site-names.ts'
import type { Build } from './context.ts'

export function buildGroups(build: Build): UserGroup[] {
  return entries(build.site.program?.groups).map(([name, { groups = [] }]) => ({
    uuid: build.uuid('group', name),
    name,
    type: 'normal',
    groups: groups.map((group) => build.uuid('group', group)),
  }))
}

/** The users of the file; `admin` is among them, in Full Access unless the file puts it elsewhere, and without password if it has none. */
export function buildUsers(build: Build): User[] {
  const users = build.site.program?.users ?? {}
  const all = named(Object.keys(users), FACTORY_ADMIN) === undefined ? { [FACTORY_ADMIN]: {}, ...users } : users
  return entries(all).map(([name, user]) => buildUser(build, name, user))
}

function buildUser(build: Build, name: string, user: RigUser): User {
  const { password, visuPassword, code, uniqueUserId, hashAlg = 'SHA256' } = user
  const hashed = (text: string): PasswordHash => ({
    ...hashPassword(build.tools.hash, hashAlg, text, passwordSalt(build.tools.random(16))),
    score: passwordScore(text),
  })
  const groups = user.groups ?? (name.toLowerCase() === FACTORY_ADMIN ? ['Full Access'] : [])
  return {
    uuid: build.uuid('user', name),
    name,
    ...present('uniqueUserId', uniqueUserId),
    ...present<'password', PasswordHash>('password', password === undefined ? undefined : hashed(password)),
    ...present<'visuPassword', PasswordHash>(
      'visuPassword',
      visuPassword === undefined ? undefined : hashed(visuPassword),
    ),
    tags: borne(build, 'tag', user.tags),
    ibuttons: borne(build, 'ibutton', user.ibuttons),
    externalIds: borne(build, 'externalId', user.externalIds),
    ...present('codeDigest', code === undefined ? undefined : build.tools.codeDigest(code)),
    status: buildStatus(user.status),
    nfcCodeTouchId: user.nfcCodeTouchId ?? '',
    groups: groups.map((group) => build.uuid('group', group)),
    profile: user.profile ?? {},
  }
}

/** An object with that one field, or with none. */
function present<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value })
}

function borne({ rig }: Build, key: CredentialKey, list: readonly string[] = []): NamedId[] {
  const found: NamedId[] = []
  for (const text of list) {
    const credential = credentialOf(rig, key, text)
    if (credential === undefined) continue
    const { id, name } = credential
    found.push({ id, name: name === id ? numberedName(key, found) : name })
  }
  return found
}

export function buildStatus(status: RigUser['status'] = 'enabled'): UserStatus {
  if (typeof status === 'string') return { state: status }
  const from = status.validFrom === undefined ? undefined : Date.parse(status.validFrom)
  const until = status.validUntil === undefined ? undefined : Date.parse(status.validUntil)
  const windowed = from === undefined ? 'enabled-until' : until === undefined ? 'enabled-from' : 'timespan'
  return {
    state: from === undefined && until === undefined ? 'enabled' : windowed,
    ...present('validFromMs', from),
    ...present('validUntilMs', until),
    ...present('onExpiry', status.onExpiry),
  }
}
