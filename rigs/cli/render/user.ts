import { PROFILE_FIELDS } from '../../../sim/domain/program/profile.ts'
import type { RigCommandOutput } from '../../control/commands/index.ts'
import { PROFILE_NAMES } from '../../control/profile-names.ts'
import { PLAIN } from '../paint.ts'
import { table } from './table.ts'
import { statusText } from './users.ts'

/** All that is known of a user, a line each. Of credentials the names; of secrets that there is one. */
export function renderUser({ user }: RigCommandOutput<'user-show'>): string[] {
  const { password, passwordScore, visuPassword, code, profile } = user
  const strength = passwordScore === undefined ? '' : `, strength ${passwordScore} of 3`
  const rows: [string, string | undefined][] = [
    ['user', user.user],
    ['from', user.origin?.name],
    ['status', statusText(user)],
    ['groups', user.groups.join(', ')],
    ['password', password === undefined ? undefined : `set (${password}${strength})`],
    ['User Interface Password', visuPassword === true ? 'set' : undefined],
    ['access code', code === true ? 'set' : undefined],
    ['tags', user.tags.join(', ')],
    ['iButtons', user.ibuttons.join(', ')],
    ['external IDs', user.externalIds.join(', ')],
    ['User ID', user.uniqueUserId],
    ['NFC Code Touch ID', user.nfcCodeTouchId],
    ...PROFILE_FIELDS.map((field): [string, string | undefined] => [PROFILE_NAMES[field], profile[field]]),
  ]
  const told = rows.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [[label, text]]))
  return table(told, { paint: PLAIN })
}
