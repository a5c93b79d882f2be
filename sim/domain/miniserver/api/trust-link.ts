import type { User } from '../../program/program.ts'
import { type LinkWanted, listLinks, openLink } from '../../trust/link.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, type ApiHandler, reply } from './context.ts'
import { PERMISSION_APP } from './state.ts'

/** Bit of a token's permission (docs/miniserver-protocol.md §1.4). */
const PERMISSION_TRUST_JWT = 0x4000

/** So often a session may ask in so many milliseconds [P] (P-215): each request is a message to every member. */
const LINKS_MAX = 20
const LINKS_WITHIN_MS = 10_000

/** `trustlink/peers`: the Miniservers at which the user can go on without a login (R63). */
export function trustLinkPeers(context: ApiContext, _command: unknown, user: User): Effect[] {
  return inApp(context, user, (wanted) => listLinks(context, wanted))
}

/** `trustlink/open/{serial}`: what the App logs in with there. */
export function trustLinkOpen(
  context: ApiContext,
  { serial }: Parameters<ApiHandler<'trust-link-open'>>[1],
  user: User,
): Effect[] {
  if (context.session.inClear)
    return [reply(context, 403, 'TLS_REQUIRED: what opens another Miniserver is given over TLS only')]
  return inApp(context, user, (wanted) => openLink(context, serial, wanted))
}

/** Only a socket that an App logged in, with a token that may be taken to other Miniservers (AMB-8). */
function inApp(context: ApiContext, user: User, go: (wanted: LinkWanted) => Effect[]): Effect[] {
  const { state, session, request } = context
  const token = state.api.tokens.get(user.uuid)?.find(({ id }) => id === session.token)
  const needed = PERMISSION_APP | PERMISSION_TRUST_JWT
  if (token === undefined || (token.permission & needed) !== needed)
    return [reply(context, 403, 'TRUST_LINK_APP_ONLY: only an App with a token for it goes on at other Miniservers')]
  if (isTooOften(context)) return [reply(context, 429, 'asked too often; wait ten seconds')]
  const { permission } = token
  return go({ user, scope: session.scope, permission, asker: { session: session.id, request } })
}

function isTooOften({ session, at: { monotonicMs } }: ApiContext): boolean {
  const recent = (session.linksMonotonicMs ?? []).filter((each) => monotonicMs - each < LINKS_WITHIN_MS)
  const isTooMany = recent.length >= LINKS_MAX
  session.linksMonotonicMs = isTooMany ? recent : [...recent, monotonicMs]
  return isTooMany
}
