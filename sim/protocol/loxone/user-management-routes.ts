import { canonicalTagId } from './canonical-tag-id.ts'
import type { Content, Route } from './route.ts'
import { readUserFields } from './user-fields.ts'

/** User management (docs/miniserver-protocol.md §3). Uuids compare without case. */
export const USER_MANAGEMENT_ROUTES: readonly Route[] = [
  ['dev/sps/getuserlist2', () => ({ type: 'get-user-list' })],
  ['dev/sps/getuser/*', ([user = '']) => ({ type: 'get-user', user })],
  ['dev/sps/getgrouplist', () => ({ type: 'get-group-list' })],
  ['dev/sps/addoredituser/**', ([json = '']) => addOrEditUser(json)],
  ['dev/sps/createuser/*', ([name = '']) => ({ type: 'create-user', name })],
  ['dev/sps/deleteuser/*', ([user = '']) => ({ type: 'delete-user', user: user.toLowerCase() })],
  ['dev/sps/assignusertogroup/*/*', (parts) => ({ type: 'assign-user-to-group', ...userAndGroup(parts) })],
  ['dev/sps/removeuserfromgroup/*/*', (parts) => ({ type: 'remove-user-from-group', ...userAndGroup(parts) })],
  ['dev/sps/updateuserpwdh/*/*', (parts) => updatePassword('password', parts)],
  ['dev/sps/updateuservisupwdh/*/*', (parts) => updatePassword('visuPassword', parts)],
  ['dev/sps/updateuseraccesscode/*', (parts) => updateAccessCode(parts)],
  ['dev/sps/updateuseraccesscode/*/*', (parts) => updateAccessCode(parts)],
  ['dev/sps/addusernfc/*/*', (parts) => addUserNfc(parts)],
  ['dev/sps/addusernfc/*/*/**', (parts) => addUserNfc(parts)],
  ['dev/sps/removeusernfc/*/*', ([user = '', tag = '']) => removeUserNfc(user, tag)],
  [
    'dev/sps/getcontrolpermissions/*',
    ([uuid = '']) => ({ type: 'get-control-permissions', control: uuid.toLowerCase() }),
  ],
  ['dev/sps/getcustomuserfields', () => ({ type: 'get-custom-user-fields' })],
  ['dev/sps/getuserpropertyoptions', () => ({ type: 'get-user-property-options' })],
  ['dev/sps/checkuserid/*', ([id = '']) => ({ type: 'check-user-id', id })],
  ['dev/sps/checkuservisupwd/*', ([hash = '']) => ({ type: 'check-visu-password', hash })],
]

function addOrEditUser(json: string): Content {
  const fields = readUserFields(json)
  return fields === undefined
    ? { type: 'malformed', code: 500, message: 'malformed user JSON' }
    : { type: 'add-or-edit-user', fields }
}

function userAndGroup([user = '', group = '']: readonly string[]) {
  return { user: user.toLowerCase(), group: group.toLowerCase() }
}

/** Behind a `|` the hash may have its password's score; below 0 it was not judged. */
function updatePassword(which: 'password' | 'visuPassword', [user = '', value = '']: readonly string[]): Content {
  const [hash = '', scoreText = ''] = value.split('|')
  const score = SCORES.find((each) => String(each) === scoreText)
  return {
    type: 'update-password',
    which,
    user: user.toLowerCase(),
    hash,
    ...(score === undefined ? {} : { score }),
  }
}

const SCORES = [0, 1, 2, 3] as const

function updateAccessCode([user = '', code = '']: readonly string[]): Content {
  return { type: 'update-access-code', user: user.toLowerCase(), code }
}

/** Without a name, the tag's id is it. */
function addUserNfc([user = '', id = '', name = '']: readonly string[]): Content {
  const tag = canonicalTagId(id)
  return { type: 'add-user-nfc', user: user.toLowerCase(), tag, name: name === '' ? tag : name }
}

function removeUserNfc(user: string, tag: string): Content {
  return { type: 'remove-user-nfc', user: user.toLowerCase(), tag: canonicalTagId(tag) }
}
