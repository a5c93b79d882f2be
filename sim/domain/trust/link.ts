import { apiRefusal } from '../miniserver/api/asked-answer.ts'
import { refusalOf } from '../miniserver/api/rights.ts'
import { issueTicket, TICKET_LIFE_MS } from '../miniserver/api/tickets.ts'
import { type Asker, nativeReply, peerJson } from '../miniserver/api/trust-json.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import { factoryPasswordRefusal, isFactoryPasswordActive } from '../program/factory.ts'
import type { Serial } from '../program/names.ts'
import type { User } from '../program/program.ts'
import { sharesFeature } from './features.ts'
import { linkKeyOf } from './link-key.ts'
import type { TrustMessage, TrustResult } from './message.ts'
import { peersOf } from './peers.ts'
import { answer, ask, type Call, refuse, unreachable } from './request.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>
type Link = Extract<TrustMessage, { type: 'link' }>

/** A client of the public API that had a peer asked whether its user can go on there (§3.3.11). Plain data. */
export type LinkAsked =
  /** One of a list, by its key. */
  | { readonly type: 'list'; readonly list: string }
  /** A ticket is wanted. */
  | ({ readonly type: 'open' } & Asker)

/** Where a user can go on, as far as it is known; all who ask meanwhile are answered when nobody is waited for any more. */
export interface LinkList {
  readonly waiting: number
  readonly found: readonly Serial[]
  readonly askers: readonly Asker[]
}

/** Who goes on: a user with a password, the scope of the connection here, and the permission of the token here. */
export type LinkWanted = Pick<Link, 'scope' | 'permission'> & { readonly user: User; readonly asker: Asker }

/**
 * Asks every peer that may have the user whether the user can go on there, and answers the client with those that say so, in the order of
 * the Trust. Of a user, in a scope, one list at most is on its way: whoever asks meanwhile is answered with the same.
 */
export function listLinks(step: Step, wanted: LinkWanted): Effect[] {
  const { state } = step
  const { user, scope, asker } = wanted
  const list = `${user.uuid}/${scope}`
  const present = state.trust.linkLists.get(list)
  if (present !== undefined) {
    state.trust.linkLists.set(list, { ...present, askers: [...present.askers, asker] })
    return []
  }
  const all = peersOf(state.program, state.identity.serial).keys()
  const peers = [...all].filter((peer) => mayHave(state, wanted.user, peer))
  if (peers.length === 0) return [nativeReply(asker, { peers: [] })]
  state.trust.linkLists.set(list, { waiting: peers.length, found: [], askers: [asker] })
  return peers.flatMap((peer) => askForLink(step, peer, wanted, { type: 'list', list }))
}

/** Asks one for a ticket, with which the client then logs in there; 403 where it gives none, 504 where it cannot be reached. */
export function openLink(step: Step, peer: Serial, wanted: LinkWanted): Effect[] {
  if (!mayHave(step.state, wanted.user, peer)) return [noLink(wanted.asker, `nothing can be opened at ${peer}`)]
  return askForLink(step, peer, wanted, { type: 'open', ...wanted.asker })
}

export function linkAnswered(state: MiniserverState, from: Serial, by: LinkAsked, result: TrustResult): Effect[] {
  const linked = result.ok && result.value.type === 'linked' ? result.value : undefined
  if (by.type === 'list') return listed(state, by.list, linked === undefined ? [] : [from])
  const info = peersOf(state.program, state.identity.serial).get(from)
  if (linked?.ticket === undefined || info === undefined) return [noLink(by, result.ok ? `no answer` : result.message)]
  const { user, ticket } = linked
  return [nativeReply(by, { ...peerJson(info), user, ticket, validFor: TICKET_LIFE_MS / 1000 })]
}

/** The peer could not be asked: it cannot be opened either. */
export function linkFailed(state: MiniserverState, by: LinkAsked, reason: string): Effect[] {
  if (by.type === 'list') return listed(state, by.list, [])
  return [apiRefusal(by, 'CONNECTION_FAILED', unreachable(reason))]
}

/**
 * A peer says that a user is logged in there and goes on here. It is believed of users that it has, and answered as the
 * user would be who logs in here in that scope.
 */
export function linkAsked(call: Call, message: Link): Effect[] {
  const { state, from, at, env } = call
  const user = state.program.users.get(message.uuid)
  if (user === undefined || !canLink(state, from) || proofOf(call, user, from, state.identity.serial) !== message.proof)
    return [refuse(call, 'FORBIDDEN', `${state.identity.name} does not know that user of ${from}`)]
  const refusal = whyNot({ state, at, env }, user, message.scope)
  if (refusal !== undefined) return [refuse(call, 'FORBIDDEN', refusal)]
  const login = `${user.name}@${user.origin ?? state.identity.serial}`
  if (!message.ticket) return [answer(call, { type: 'linked', user: login })]
  const ticket = issueTicket(call, user, { via: from, permission: message.permission })
  return [answer(call, { type: 'linked', user: login, ticket })]
}

/** As a login in that scope would be refused (§3.4.6, DIFF-1). */
function whyNot(step: Step, user: User, scope: Link['scope']): string | undefined {
  const { state, env } = step
  if (scope === 'external' && isFactoryPasswordActive(state.program, env.hash))
    return factoryPasswordRefusal(state.identity.name)
  return refusalOf({ ...step, session: { scope } }, user)?.message
}

function askForLink(step: Step, to: Serial, { user, scope, permission }: LinkWanted, by: LinkAsked): Effect[] {
  const proof = proofOf(step, user, step.state.identity.serial, to)
  if (proof === undefined)
    return linkFailed(step.state, by, 'nothing has come of the user by which it would be known there')
  return ask(
    step,
    { to, then: { type: 'link', by } },
    { type: 'link', uuid: user.uuid, scope, permission, proof, ticket: by.type === 'open' },
  )
}

/** That whoever says it has the user, as it is now: who has not could not say more than a stranger, and learns nothing by it. */
function proofOf(step: Pick<Call, 'state' | 'env'>, user: User, from: Serial, to: Serial): string | undefined {
  const key = linkKeyOf(step, user)
  return key && step.env.hmac('SHA256', key, `loxrig-trust-link/2:${from}:${to}:${user.uuid}`)
}

/** Its own user's Miniserver knows who uses it; all others have to ask. */
function mayHave(state: MiniserverState, { uuid, origin }: User, peer: Serial): boolean {
  const isUsed = origin !== undefined || state.trust.consumers.get(peer)?.sharedUsers.has(uuid) === true
  return isUsed && canLink(state, peer)
}

function canLink({ program, identity }: MiniserverState, peer: Serial): boolean {
  return sharesFeature(program, identity, peer, 'trustLink')
}

function listed({ trust, program, identity }: MiniserverState, key: string, more: readonly Serial[]): Effect[] {
  const list = trust.linkLists.get(key)
  if (list === undefined) return []
  const now: LinkList = { ...list, waiting: list.waiting - 1, found: [...list.found, ...more] }
  if (now.waiting > 0) {
    trust.linkLists.set(key, now)
    return []
  }
  trust.linkLists.delete(key)
  const peers = [...peersOf(program, identity.serial).values()].filter(({ serial }) => now.found.includes(serial))
  return now.askers.map((asker) => nativeReply(asker, { peers: peers.map(peerJson) }))
}

function noLink(asker: Asker, message: string): Effect {
  return apiRefusal(asker, 'FORBIDDEN', message)
}
