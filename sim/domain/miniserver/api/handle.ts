import type { User } from '../../program/program.ts'
import type { ApiCommand } from '../api-command.ts'
import type { Effect } from '../effect.ts'
import { updateAccessCode } from './access-code.ts'
import { addOrEditUser } from './add-or-edit-user.ts'
import {
  calendarEntries,
  calendarPeriod,
  createCalendarEntry,
  deleteCalendarEntry,
  updateCalendarEntry,
} from './calendar-commands.ts'
import { cameraImage } from './camera-image.ts'
import { config } from './config-commands.ts'
import { type ApiContext, type ApiHandler, reply, replyAndClose } from './context.ts'
import { enableStates } from './enable-states.ts'
import { getFile, listFiles } from './file-commands.ts'
import { io } from './io-command.ts'
import { getKey, getKey2, getVisuSalt } from './key-commands.ts'
import { authWithToken, getToken, proveByPassword, proveByToken } from './login.ts'
import { managing } from './manage.ts'
import { refusalOf } from './rights.ts'
import { structureFile, structureVersion } from './structure-view.ts'
import { checkToken, killToken, refreshToken } from './token-commands.ts'
import { trustLinkOpen, trustLinkPeers } from './trust-link.ts'
import { trustAdd, trustDiscover, trustEdit, trustPeers, trustRemove } from './trust-users.ts'
import {
  addUserNfc,
  assignUserToGroup,
  createUser,
  deleteUser,
  removeUserFromGroup,
  removeUserNfc,
  updatePassword,
} from './user-commands.ts'
import {
  checkUserId,
  getControlPermissions,
  getCustomUserFields,
  getGroupList,
  getUser,
  getUserList,
  getUserPropertyOptions,
} from './user-queries.ts'
import { checkVisuPassword } from './visu-password.ts'

/** Carries out one command of a session. Exactly one reply is among the effects, or in the `then` of a commit. */
export function handle(context: ApiContext, command: ApiCommand): Effect[] {
  const handler = HANDLERS[command.type] as ApiHandler<ApiCommand['type']>
  return handler(context, command)
}

type Handlers = { readonly [Type in ApiCommand['type']]: ApiHandler<Type> }

const HANDLERS: Handlers = {
  'exchange-key': (context) => getKey(context),
  'get-key': (context) => getKey(context),
  'get-key2': getKey2,
  'get-token': getToken,
  'auth-with-token': authWithToken,
  'check-token': checkToken,
  'refresh-token': refreshToken,
  'kill-token': killToken,
  'get-visu-salt': forUsers(getVisuSalt),
  basic: (context, { user, password, inner }) => as(context, proveByPassword(context, user, password), inner),
  'with-token': (context, { user, hash, inner }) => {
    const proof = proveByToken(context, user, hash)
    if (proof.token !== undefined) context.session.token = proof.token.id
    return as(context, proof, inner)
  },
  config: (context, command) => (command.name === 'version' ? forUsers(config) : config)(context, command),
  'structure-version': forUsers((context) => [reply(context, 200, structureVersion(context))]),
  'structure-file': forUsers((context, _command, user) => structureFile(context, user)),
  'enable-states': forUsers((context, _command, user) => enableStates(context, user)),
  io: forUsers(io),
  'camera-image': forUsers(cameraImage),
  'list-files': forUsers(listFiles),
  'get-file': forUsers(getFile),
  'get-user-list': forUsers(managing(getUserList)),
  'get-user': forUsers(managing(getUser)),
  'get-group-list': forUsers(managing(getGroupList)),
  'add-or-edit-user': forUsers(managing(addOrEditUser)),
  'create-user': forUsers(managing(createUser)),
  'delete-user': forUsers(managing(deleteUser)),
  'assign-user-to-group': forUsers(managing(assignUserToGroup)),
  'remove-user-from-group': forUsers(managing(removeUserFromGroup)),
  'update-password': forUsers(managing(updatePassword)),
  'update-access-code': forUsers(managing(updateAccessCode)),
  'add-user-nfc': forUsers(managing(addUserNfc)),
  'remove-user-nfc': forUsers(managing(removeUserNfc)),
  'get-control-permissions': forUsers(managing(getControlPermissions)),
  'get-custom-user-fields': forUsers(managing(getCustomUserFields)),
  'get-user-property-options': forUsers(managing(getUserPropertyOptions)),
  'check-user-id': forUsers(managing(checkUserId)),
  'trust-peers': forUsers(managing(trustPeers)),
  'trust-discover': forUsers(managing(trustDiscover)),
  'trust-add': forUsers(managing(trustAdd)),
  'trust-remove': forUsers(managing(trustRemove)),
  'trust-edit': forUsers(managing(trustEdit)),
  'trust-link-peers': forUsers(trustLinkPeers),
  'trust-link-open': forUsers(trustLinkOpen),
  'check-visu-password': forUsers(checkVisuPassword),
  'calendar-entries': forUsers(managing(calendarEntries)),
  'create-calendar-entry': forUsers(managing(createCalendarEntry)),
  'update-calendar-entry': forUsers(managing(updateCalendarEntry)),
  'delete-calendar-entry': forUsers(managing(deleteCalendarEntry)),
  'calendar-period': forUsers(calendarPeriod),
  malformed: forUsers((context, { code, message }) => [reply(context, code, message)]),
  unknown: forUsers((context) => [reply(context, 404, 'unknown command')]),
}

/** Only for sessions that are logged in, and whose user may still use the API; asked anew with every command. */
function forUsers<Type extends ApiCommand['type']>(
  handler: (context: ApiContext, command: Extract<ApiCommand, { type: Type }>, user: User) => Effect[],
): ApiHandler<Type> {
  return (context, command) => {
    const { state, session } = context
    const user = session.user === undefined ? undefined : state.program.users.get(session.user)
    if (user === undefined) return [reply(context, session.http ? 401 : 400, 'not logged in')]
    const refusal = refusalOf(context, user)
    return refusal === undefined ? handler(context, command, user) : replyAndClose(context, refusal)
  }
}

function as(context: ApiContext, proof: ReturnType<typeof proveByPassword>, inner: ApiCommand): Effect[] {
  if (proof.user === undefined) return replyAndClose(context, proof.refusal)
  context.session.user = proof.user.uuid
  return handle(context, inner)
}
