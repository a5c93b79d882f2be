import type { Effect } from '../effect.ts'
import { type ApiContext, type ApiHandler, reply } from './context.ts'
import { findUser } from './login-name.ts'
import { issueKey, sessionRing, visuRing } from './one-time-keys.ts'
import { saltingOf } from './password.ts'

/** `getkey`, and what a key exchange is answered with: a one-time key of this session. */
export function getKey(context: ApiContext): Effect[] {
  return [reply(context, 200, issueKey(context, sessionRing(context)))]
}

/** `getkey2`: a one-time key and how the user's password is salted. Anybody may ask about any name. */
export const getKey2: ApiHandler<'get-key2'> = (context, { user: login }) => {
  const found = findUser(context.state, login)
  const password = found.type === 'found' ? found.user.password : undefined
  return [
    reply(context, 200, {
      key: issueKey(context, sessionRing(context)),
      ...saltingOf(context, 'password', login, password),
    }),
  ]
}

/** `getvisusalt`: the same for the visualisation password (docs/miniserver-protocol.md §5). */
export const getVisuSalt: ApiHandler<'get-visu-salt'> = (context, { user: login }) => {
  const found = findUser(context.state, login)
  if (found.type !== 'found') return [reply(context, 404, 'user not found')]
  const { uuid, visuPassword } = found.user
  return [
    reply(context, 200, {
      key: issueKey(context, visuRing(uuid)),
      ...saltingOf(context, 'visuPassword', login, visuPassword),
    }),
  ]
}
