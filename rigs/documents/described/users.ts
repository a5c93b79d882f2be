import { PROFILE_FIELDS } from '../../../sim/domain/program/profile.ts'
import type { NamedId, User, UserStatus } from '../../../sim/domain/program/program.ts'
import { clockText } from '../../control/instants.ts'
import { PROFILE_NAMES } from '../../control/profile-names.ts'
import type { ProgramNames } from '../../control/program-names.ts'
import { type Described, type Field, fieldsOf, listField, secretField } from './described.ts'

/** Of a replica only what this Miniserver says of it: the rest is its origin's, and no document changes it (§3.3.7). */
export function describeUser(names: ProgramNames, user: User, timeZone: string): Described {
  const own = user.origin === undefined ? recordFields(user, timeZone) : {}
  const profile = PROFILE_FIELDS.map((field) => [PROFILE_NAMES[field], user.profile[field]] as const)
  const local = {
    'NFC Code Touch ID': user.nfcCodeTouchId,
    groups: listField(user.groups, names.group),
    'switched off here': user.disabledHere === true ? 'yes' : undefined,
    ...Object.fromEntries(profile),
  }
  return { kind: 'user', name: names.user(user.uuid), fields: fieldsOf({ ...own, ...local }) }
}

function recordFields(user: User, timeZone: string): Record<string, Field | string | undefined> {
  return {
    name: user.name,
    'User ID': user.uniqueUserId,
    password: secretField(user.password?.hash),
    'User Interface Password': secretField(user.visuPassword?.hash),
    'access code': secretField(user.codeDigest),
    tags: credentials(user.tags),
    iButtons: credentials(user.ibuttons),
    'external IDs': credentials(user.externalIds),
    status: statusField(user.status, timeZone),
  }
}

/** The ids tell them apart and are not shown. */
function credentials(all: readonly NamedId[]): Field {
  return {
    value: JSON.stringify(all) === '[]' ? '' : JSON.stringify(all),
    shown: all.map(({ name }) => name).join(', '),
  }
}

/** To the minute, by the clock of the Miniserver. */
function statusField(status: UserStatus, timeZone: string): Field {
  const { state, validFromMs, validUntilMs, onExpiry } = status
  const from = validFromMs === undefined ? '' : ` from ${clockText(timeZone, validFromMs)}`
  const until = validUntilMs === undefined ? '' : ` until ${clockText(timeZone, validUntilMs)}`
  const then = onExpiry === undefined ? '' : `, then ${onExpiry}`
  const shown = `${state === 'disabled' ? 'disabled' : 'enabled'}${from}${until}${then}`
  return { value: JSON.stringify([shown, validFromMs, validUntilMs]), shown }
}
