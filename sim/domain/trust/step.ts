import type { Effect } from '../miniserver/effect.ts'
import type { Env } from '../miniserver/env.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Replacement } from '../program/change.ts'
import type { Serial } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import { admit } from './admit.ts'
import { applyChanges } from './apply.ts'
import {
  feed,
  heartbeat,
  originTimer,
  subscribe,
  subscribeAnew,
  subscribeAnswered,
  unsubscribe,
  wantedFrom,
} from './consumer.ts'
import { discover, discoverAnswered } from './discover.ts'
import { joinAnswered, requestFailed } from './join.ts'
import { membersTold, ownInfoChanges, tellMembers } from './members.ts'
import type { TrustImport } from './membership.ts'
import type { TrustMessage, TrustResult } from './message.ts'
import { peersOf } from './peers.ts'
import { acknowledged, heartbeats, programChanged, remind, subscribed } from './producer.ts'
import { silenceRecord } from './records.ts'
import { type Call, peerFailed, peerHeard, refuse, settle } from './request.ts'
import { share } from './sharing.ts'
import { CONNECTION_TIMEOUT_S, silenceMs } from './state.ts'

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
  const effects =
    message.type === 'answer'
      ? answered(step, from, message.id, message.result)
      : requested({ ...step, from, id: message.id }, message)
  return isBack ? [...effects, { type: 'cancel-timer', timer: `trust/retry/${from}` }, ...catchUp(step, from)] : effects
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
  const pending = settle(state, to, id)
  if (pending === undefined) return []
  const cancel: Effect = { type: 'cancel-timer', timer: `trust/request/${id}` }
  const { then } = pending
  if (then.type === 'join' || then.type === 'discover') return [cancel, requestFailed(then.request, reason)]
  return [cancel, ...peerFailed(state, to, at)]
}

/** The unit is up: what is volatile is gone, every origin is offline until it is heard, and every peer is caught up with. */
export function trustBooted(state: MiniserverState, at: Stamp, env: Env): Effect[] {
  const { trust } = state
  for (const [serial, origin] of trust.origins) {
    origin.silenceMs = silenceMs(trust, serial, at.monotonicMs)
    Object.assign(origin, { heardMonotonicMs: undefined, online: false, subscribed: false })
  }
  trust.bootMonotonicMs = at.monotonicMs
  trust.pendingJoin = undefined
  for (const consumer of trust.consumers.values()) {
    const shared = share(state.program, { users: consumer.subscribedUsers, groups: consumer.subscribedGroups })
    Object.assign(consumer, { sharedUsers: shared.users, sharedGroups: shared.groups, acknowledged: undefined })
  }
  for (const volatile of [trust.requests, trust.informed, trust.failures]) volatile.clear()
  const records = applyChanges(state, ownInfoChanges(state))
  return [
    ...(records.length > 0 ? [{ type: 'commit', records, then: [] } as const] : []),
    heartbeatTimer(state, at),
    ...[...peersOf(state.program, state.identity.serial).keys()].flatMap((peer) => catchUp({ state, at, env }, peer)),
  ]
}

/** A timer of the Trust, one whose name begins with `trust/`. */
export function trustTimer(state: MiniserverState, timer: string, at: Stamp, env: Env): Effect[] {
  const [, name = '', key = ''] = timer.split('/')
  return TIMERS[name]?.({ state, at, env }, key) ?? []
}

/**
 * A changed program runs: saved, or changed from the App; these changes were carried out on it. Members, consumers and origins are told what concerns them.
 * Effects begin with a commit where there is one; put the program's own records in the same batch (`inOneBatch`).
 */
export function trustProgramSaved(
  state: MiniserverState,
  changes: readonly Replacement[],
  at: Stamp,
  env: Env,
): Effect[] {
  const step = { state, at, env }
  const { trust, program } = state
  if (trust.pendingJoin !== undefined && program.trusts.has(trust.pendingJoin.trustUuid)) trust.pendingJoin = undefined
  const peers = [...peersOf(program, state.identity.serial).keys()]
  return [
    ...programChanged(step, changes),
    ...changedOrigins(changes).flatMap((origin) =>
      wantedFrom(state, origin).length > 0 ? subscribeAnew(step, origin) : unsubscribe(step, origin),
    ),
    ...peers.flatMap((peer) => tellMembers(step, peer)),
  ]
}

const TIMERS: Readonly<Record<string, ((step: Step, key: string) => Effect[]) | undefined>> = {
  heartbeat: tick,
  timeout: originTimer,
  retry: catchUp,
  request({ state, at }, id) {
    const to = state.trust.requests.get(id)?.to
    return to === undefined ? [] : trustFailed(state, { to, id, reason: 'it did not answer', at })
  },
}

function requested(call: Call, message: Exclude<TrustMessage, { type: 'answer' }>): Effect[] {
  const { state, from } = call
  if (message.type === 'join') return withNews(call, admit(call, message))
  if (message.type === 'members') return membersTold(call, message)
  if (!peersOf(state.program, state.identity.serial).has(from)) {
    return [refuse(call, 'NOT_A_MEMBER', `${from} shares no Trust with ${state.identity.name}`)]
  }
  switch (message.type) {
    case 'discover':
      return discover(call)
    case 'subscribe':
      return subscribed(call, message)
    case 'feed':
      return feed(call, message.page)
    case 'heartbeat':
      return heartbeat(call, message)
  }
}

/** After a join all members get the new list. The newcomer has it from its welcome, and once more from here. */
function withNews(call: Call, effects: Effect[]): Effect[] {
  const { state } = call
  const peers = [...peersOf(state.program, state.identity.serial).keys()].filter((peer) => peer !== call.from)
  return [...effects, ...peers.flatMap((peer) => tellMembers(call, peer))]
}

function answered(step: Step, from: Serial, id: string, result: TrustResult): Effect[] {
  const pending = settle(step.state, from, id)
  if (pending === undefined) return []
  return [{ type: 'cancel-timer', timer: `trust/request/${id}` }, ...goOn(step, from, pending.then, result)]
}

function goOn(
  step: Step,
  from: Serial,
  then: NonNullable<ReturnType<typeof settle>>['then'],
  result: TrustResult,
): Effect[] {
  switch (then.type) {
    case 'join':
      return joinAnswered(step.state, then.request, result)
    case 'discover':
      return discoverAnswered(then.request, result)
    case 'subscribe':
      return subscribeAnswered(step, from, result)
    case 'feed':
    case 'heartbeat':
      return acknowledged(step.state, from, result)
    case 'members':
      if (result.ok) step.state.trust.informed.set(`${then.trustUuid}/${from}`, then.epoch)
      return []
  }
}

/** Every third of the connection timeout (§3.3.6); without one, of the default [P]. */
function tick(step: Step): Effect[] {
  const { state, at } = step
  const silent = [...state.trust.origins.keys()].filter((serial) => silenceMs(state.trust, serial, at.monotonicMs) > 0)
  const records = silent.map((serial) => silenceRecord(state.trust, serial, at))
  const peers = [...peersOf(state.program, state.identity.serial).keys()]
  return [
    ...(records.length > 0 ? [{ type: 'commit', records, then: [] } as const] : []),
    heartbeatTimer(state, at),
    ...heartbeats(step),
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

/** Does what is still outstanding with a peer: as its consumer, as its origin, as its manager. */
function catchUp(step: Step, peer: Serial): Effect[] {
  return [...subscribe(step, peer), ...remind(step, peer), ...tellMembers(step, peer)]
}

/** Origins of which something else is chosen than before; what comes along with a group is not chosen. */
function changedOrigins(changes: readonly Replacement[]): Serial[] {
  const isChosen = (entry: TrustImport | undefined) => entry !== undefined && entry.locked !== true
  const origins = changes.flatMap(({ map, before, entry }) =>
    map === 'imports' && isChosen(before) !== isChosen(entry) ? [(entry ?? before)?.origin ?? ''] : [],
  )
  return [...new Set(origins)]
}
