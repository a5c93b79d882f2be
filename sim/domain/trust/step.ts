import { ringAnswered, streamAsked } from '../intercom/gate.ts'
import { ringEnded, rungByHost } from '../intercom/member.ts'
import { closeAsked, lookRefused } from '../intercom/view.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Env } from '../miniserver/env.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import { unsecuredTold } from '../miniserver/unsecured.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import { setFailed, valuesTold } from '../trust-io/follower.ts'
import { followed, valuesFailed, valuesSet } from '../trust-io/host.ts'
import { peripherySearched } from '../trust-io/search.ts'
import { trustIoBeats } from '../trust-io/step.ts'
import { admit } from './admit.ts'
import { announced } from './announce.ts'
import { answered } from './answered.ts'
import { changesArrived, isHeld, originUnreachable, pageMissed } from './change-answered.ts'
import { changeUserAsked } from './change-user.ts'
import { feed, heartbeat, originTimer } from './consumer.ts'
import { discover } from './discover.ts'
import { evicted, left } from './farewell.ts'
import { requestFailed } from './join.ts'
import { linkAsked, linkFailed } from './link.ts'
import { membersTold, ownInfoRenewed } from './members.ts'
import type { TrustMessage } from './message.ts'
import { catchUp, withNews } from './news.ts'
import { offerFailed } from './offer.ts'
import { ownedElsewhere } from './owned-elsewhere.ts'
import { noteTakenOver } from './ownership.ts'
import { noteFailure } from './peer-links.ts'
import { partnersOf, peersOf } from './peers.ts'
import { heartbeats, pageAsked, subscribed } from './producer.ts'
import { silenceRecord } from './records.ts'
import { type Call, peerFailed, peerHeard, refuse, settle, unreachable } from './request.ts'
import { share } from './sharing.ts'
import { CONNECTION_TIMEOUT_S, silenceMs } from './state.ts'
import { handedOver, handOver, takeOverManager } from './take-over.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** Answers a message of a peer, or goes on with what it answers. A repeated or unexpected answer changes nothing. */
export function trustMessage(
  state: MiniserverState,
  from: Serial,
  message: TrustMessage,
  at: Stamp,
  env: Env,
): Effect[] {
  const step = { state, at, env }
  const isBack = peerHeard(state, from)
  const before = [...state.program.trusts.values()]
  const effects =
    message.type === 'answer'
      ? answered(step, from, message.id, message.result)
      : requested({ ...step, from, id: message.id }, message)
  const followed = withNews(
    step,
    before,
    effects,
    message.type === 'join' || message.type === 'take-over' ? from : undefined,
  )
  const { answers, edits } = changesArrived(step, from)
  const all = [...answers, ...followed, ...edits]
  return isBack ? [...all, { type: 'cancel-timer', timer: `trust/retry/${from}` }, ...catchUp(step, from)] : all
}

/** A message that could not be delivered, as the link says it. */
export interface TrustFailure {
  readonly to: Serial
  readonly id: string
  readonly reason: string
  readonly at: Stamp
}

/** A message could not be delivered. Of an answer nothing is done: whoever asked asks again. */
export function trustFailed(state: MiniserverState, { to, id, reason, at }: TrustFailure): Effect[] {
  // Whose answer has come was delivered, whatever the link thinks.
  if (isHeld(state, id)) return []
  const pending = settle(state, to, id)
  if (pending === undefined) return []
  noteFailure(state.trust, to)
  const cancel: Effect = { type: 'cancel-timer', timer: `trust/request/${id}` }
  const { then } = pending
  if (then.type === 'change-user') return [cancel, ...originUnreachable(then.by, reason)]
  if (then.type === 'offer') return [cancel, ...offerFailed(then.by, reason)]
  if (then.type === 'link') return [cancel, ...linkFailed(state, then.by, reason)]
  if (then.type === 'look') {
    return [cancel, lookRefused(then.asker, { code: 'CONNECTION_FAILED', message: unreachable(reason) })]
  }
  if (then.type === 'values') valuesFailed({ state }, to, then)
  if (then.type === 'set-values') setFailed({ state }, to, then)
  if ('request' in then) return [cancel, requestFailed(then.request, reason)]
  return [cancel, ...peerFailed(state, to, at)]
}

/** The unit is up: what is volatile is gone, every origin is offline until it is heard, and every peer is caught up with. */
export function trustBooted(state: MiniserverState, at: Stamp, env: Env): Effect[] {
  const { trust } = state
  for (const [serial, origin] of trust.origins) {
    origin.silenceMs = silenceMs(trust, serial, at.monotonicMs)
    Object.assign(origin, { heardMonotonicMs: undefined, online: false, subscribed: false, pages: undefined })
  }
  trust.bootMonotonicMs = at.monotonicMs
  trust.pendingJoin = undefined
  noteTakenOver(state, state.program.users.keys())
  for (const consumer of trust.consumers.values()) {
    const shared = share(state.program, { users: consumer.subscribedUsers, groups: consumer.subscribedGroups })
    const volatile = { acknowledged: undefined, pages: undefined }
    Object.assign(consumer, { sharedUsers: shared.users, sharedGroups: shared.groups, ...volatile })
  }
  for (const volatile of [trust.requests, trust.informed, trust.linkLists, trust.failures]) volatile.clear()
  return [
    ...ownInfoRenewed(state),
    ...unsecuredTold(state, env),
    heartbeatTimer(state, at),
    ...[...partnersOf(state.program, state.identity.serial)].flatMap((peer) => catchUp({ state, at, env }, peer)),
  ]
}

/** Takes over the role of manager (`takeOverManager`), and tells all others. */
export function takeOverTrust(
  { request, ...step }: Step & { readonly request: number },
  command: { readonly trustUuid: Uuid; readonly forced?: boolean },
): Effect[] {
  const before = [...step.state.program.trusts.values()]
  return withNews(step, before, takeOverManager(step, command, request), undefined)
}

/** A timer of the Trust, one whose name begins with `trust/`. */
export function trustTimer(state: MiniserverState, timer: string, at: Stamp, env: Env): Effect[] {
  const [, name = '', key = ''] = timer.split('/')
  return TIMERS[name]?.({ state, at, env }, key) ?? []
}

const TIMERS: Readonly<Record<string, ((step: Step, key: string) => Effect[]) | undefined>> = {
  heartbeat: tick,
  timeout: originTimer,
  retry: catchUp,
  request(step, id) {
    const { state, at } = step
    const missed = pageMissed(step, id)
    if (missed.length > 0) return missed
    const to = state.trust.requests.get(id)?.to
    return to === undefined ? [] : trustFailed(state, { to, id, reason: 'it did not answer', at })
  },
}

function requested(call: Call, message: Exclude<TrustMessage, { type: 'answer' }>): Effect[] {
  const { state, from } = call
  if (message.type === 'join') return admit(call, message)
  if (message.type === 'members') return membersTold(call, message)
  if (message.type === 'evicted') return evicted(call, message)
  if (message.type === 'leave') return left(call, message)
  if (message.type === 'take-over') return handOver(call, message.trustUuid)
  if (message.type === 'hand-over') return handedOver(call, message.handOver)
  if (!peersOf(state.program, state.identity.serial).has(from)) {
    return [refuse(call, 'NOT_A_MEMBER', `${from} shares no Trust with ${state.identity.name}`)]
  }
  switch (message.type) {
    case 'announce':
      return announced(call, message)
    case 'discover':
      return discover(call)
    case 'subscribe':
      return subscribed(call, message)
    case 'next-page':
      return pageAsked(call, message)
    case 'feed':
      return feed(call, message.page)
    case 'heartbeat':
      return heartbeat(call, message)
    case 'owned':
      return ownedElsewhere(call, message.users)
    case 'search-periphery':
      return peripherySearched(call)
    case 'follow':
      return followed(call, message)
    case 'values':
      return valuesTold(call, message)
    case 'set-values':
      return valuesSet(call, message)
    case 'ring':
      return rungByHost(call, message)
    case 'ring-ended':
      return ringEnded(call, message)
    case 'ring-answered':
      return ringAnswered(call, message)
    case 'open-stream':
      return streamAsked(call, message)
    case 'close-stream':
      return closeAsked(call, message.stream)
    case 'change-user':
      return changeUserAsked(call, message)
    case 'link':
      return linkAsked(call, message)
  }
}

/** Every third of the connection timeout (§3.3.6); without one, of the default [P]. */
function tick(step: Step): Effect[] {
  const { state, at } = step
  const silent = [...state.trust.origins.keys()].filter((serial) => silenceMs(state.trust, serial, at.monotonicMs) > 0)
  const records = silent.map((serial) => silenceRecord(state.trust, serial, at))
  const peers = [...partnersOf(state.program, state.identity.serial)]
  return [
    ...(records.length > 0 ? [{ type: 'commit', records, then: [] } as const] : []),
    heartbeatTimer(state, at),
    ...heartbeats(step),
    ...trustIoBeats(step),
    ...peers.filter((peer) => !state.trust.failures.has(peer)).flatMap((peer) => catchUp(step, peer)),
  ]
}

function heartbeatTimer({ trust }: MiniserverState, at: Stamp): Effect {
  const timeoutS = trust.connectionTimeoutS === 0 ? CONNECTION_TIMEOUT_S : trust.connectionTimeoutS
  return {
    type: 'set-timer',
    timer: 'trust/heartbeat',
    atMonotonicMs: at.monotonicMs + Math.floor((timeoutS * 1000) / 3),
  }
}
