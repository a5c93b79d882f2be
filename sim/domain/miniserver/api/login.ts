import { hasFactoryPassword } from '../../program/factory.ts'
import type { User } from '../../program/program.ts'
import { type ApiContext, type ApiHandler, type Refusal, reply, replyAndClose } from './context.ts'
import { blockedReason, blockedSeconds, countFailure } from './lock-out.ts'
import { findUser } from './login-name.ts'
import { issueKey, sessionRing, useKey } from './one-time-keys.ts'
import { fitsLogin, isPassword } from './password.ts'
import { refusalOf, tokenRights } from './rights.ts'
import type { Ticket, Token } from './state.ts'
import { useTicket } from './tickets.ts'
import { findToken, keepTokens, newToken, tokenText, validUntil } from './token.ts'

/**
 * `getjwt` and `gettoken`: a token for whoever knows the password, or brings the ticket of a peer where the user is logged in, once it
 * is durable (docs/miniserver-protocol.md §1.4, §4.4). By a ticket it is for no more than the token there.
 */
export const getToken: ApiHandler<'get-token'> = (context, command) => {
  const { permission, jwt, client, info } = command
  const { user, refusal, ticket } = proveForToken(context, command)
  if (user === undefined) return replyAndClose(context, refusal)
  const isTooMuch = ticket !== undefined && (permission & ~ticket.permission) !== 0
  const rights = isTooMuch ? undefined : tokenRights(context, user, permission)
  if (rights === undefined) return replyAndClose(context, { code: 403, message: 'no right to that permission' })

  const { state, at } = context
  const claims = { jwt, permission, rights, client, info, ...(ticket && { via: ticket.via }) }
  const token = newToken(context, user, claims)
  const records = keepTokens(state.api, user.uuid, at.wallMs, (tokens) => [...tokens, token])
  logIn(context, user, token)
  const value = {
    token: tokenText(token, state.api.tokenKey, context.env),
    key: issueKey(context, sessionRing(context)),
    ...aboutToken(context, user, token),
  }
  return [{ type: 'commit', records, then: [reply(context, 200, value)] }]
}

/** `authwithtoken`: logs a session in for whoever has a valid token of the user. */
export const authWithToken: ApiHandler<'auth-with-token'> = (context, { user: login, hash }) => {
  const { user, token, refusal } = proveByToken(context, login, hash)
  if (user === undefined) return replyAndClose(context, refusal)
  logIn(context, user, token)
  return [reply(context, 200, aboutToken(context, user, token))]
}

function proveForToken(
  context: ApiContext,
  { user: login, hash, byTicket }: Parameters<typeof getToken>[1],
): Proof & { readonly ticket?: Ticket } {
  let ticket: Ticket | undefined
  const proof = proveUser(context, login, (user) => {
    if (byTicket === true) ticket = useTicket(context, user, hash)
    else if (user.password !== undefined)
      return useKey(context, sessionRing(context), fitsLogin(context, user.password, login, hash))
    return ticket !== undefined
  })
  return ticket === undefined ? proof : { ...proof, ticket }
}

export type Proof =
  | { readonly user: User; readonly refusal?: undefined }
  | { readonly user?: undefined; readonly refusal: Refusal }

/** Who sends one HTTP request with a password. */
export function proveByPassword(context: ApiContext, login: string, secret: string): Proof {
  return proveUser(context, login, ({ password }) => password !== undefined && isPassword(context, password, secret))
}

export type TokenProof =
  | (Proof & { readonly user: User; readonly token: Token })
  | (Proof & { readonly user?: undefined; readonly token?: undefined })

/** Who has the token that `hash` proves. */
export function proveByToken(context: ApiContext, login: string, hash: string): TokenProof {
  let token: Token | undefined
  const proof = proveUser(context, login, (user) => {
    token = findToken(context, user, hash)
    return token !== undefined
  })
  if (proof.user === undefined || token === undefined) return { refusal: proof.refusal ?? WRONG }
  return { user: proof.user, token }
}

/** What every answer about a token says. */
export function aboutToken(context: ApiContext, user: User, token: Token) {
  return {
    validUntil: validUntil(token),
    tokenRights: token.rights,
    unsecurePass: hasFactoryPassword(user, context.env.hash),
  }
}

/** As seen on hardware (§1.4); it does not tell whether the user exists. */
const WRONG: Refusal = {
  code: 401,
  message: 'wrong user, password or token',
  value: { lastEdit: '2009-01-01 01:00:00', unix: 1_230_768_000 },
}

/**
 * The gate every login goes through. A failure is counted against the client's address; the one that is too many shuts it
 * out. A right password of someone who may not log in is no failure.
 */
function proveUser(context: ApiContext, login: string, proves: (user: User) => boolean): Proof {
  const { state, session, at } = context
  const blocked = blockedSeconds(state.api, session.address, at)
  if (blocked > 0) return { refusal: { code: 403, close: 4003, message: blockedReason(blocked) } }
  const found = findUser(state, login)
  if (found.type === 'ambiguous-host') {
    return {
      refusal: {
        code: 401,
        message: 'AMBIGUOUS_HOST: several Miniservers bear that name; give the serial',
        value: 'AMBIGUOUS_HOST',
      },
    }
  }
  if (found.type === 'nobody' || !proves(found.user)) {
    countFailure(state.api, session.address, at)
    const seconds = blockedSeconds(state.api, session.address, at)
    return { refusal: seconds > 0 ? { ...WRONG, close: 4003, message: blockedReason(seconds) } : WRONG }
  }
  state.api.failures.delete(session.address)
  const refusal = refusalOf(context, found.user)
  return refusal === undefined ? { user: found.user } : { refusal }
}

function logIn({ session }: ApiContext, user: User, token: Token): void {
  session.user = user.uuid
  session.token = token.id
}
