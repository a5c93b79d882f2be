import { apiUsersChanged } from '../miniserver/api/users-changed.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Change } from '../program/change.ts'
import type { Serial } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import { applyChanges, inOneBatch } from './apply.ts'
import { forgotten } from './forgotten.ts'
import type { FeedPosition, TrustImport } from './membership.ts'
import type { FeedPage, TrustMessage, TrustResult } from './message.ts'
import { moved } from './ownership.ts'
import { codeKeyRecord, originRecord, silenceRecord } from './records.ts'
import { replicate } from './replica.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'
import { type OriginState, originAt } from './state.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** Asks an origin for all that is imported from it, unless that was answered since the boot or the last change of imports. */
export function subscribe(step: Step, origin: Serial): Effect[] {
  const { state } = step
  const wanted = wantedFrom(state, origin)
  if (wanted.length === 0 || state.trust.origins.get(origin)?.subscribed || isAsked(state, origin, 'subscribe'))
    return []
  const uuids = (kind: TrustImport['kind']) => wanted.filter((entry) => entry.kind === kind).map(({ uuid }) => uuid)
  return ask(
    step,
    { to: origin, then: { type: 'subscribe' } },
    { type: 'subscribe', users: uuids('user'), groups: uuids('group') },
  )
}

/** What was chosen from an origin; what came with it follows from that. */
export function wantedFrom({ program }: MiniserverState, origin: Serial): TrustImport[] {
  return [...program.imports.values()].filter((entry) => entry.origin === origin && entry.locked !== true)
}

/** The imports changed: whatever was asked for, or is on its way, is no longer all of it. */
export function subscribeAnew(step: Step, origin: Serial): Effect[] {
  const { trust } = step.state
  for (const [id, { to, then }] of trust.requests)
    if (to === origin && then.type === 'subscribe') trust.requests.delete(id)
  const present = trust.origins.get(origin)
  if (present !== undefined) present.subscribed = false
  return subscribe(step, origin)
}

/** Nothing is imported any more: the origin is told, and forgotten. */
export function unsubscribe(step: Step, origin: Serial): Effect[] {
  const { trust } = step.state
  trust.origins.delete(origin)
  return [
    { type: 'commit', records: forgotten(step.state, origin), then: [] },
    { type: 'cancel-timer', timer: `trust/timeout/${origin}` },
    ...ask(step, { to: origin, then: { type: 'subscribe' } }, { type: 'subscribe', users: [], groups: [] }),
  ]
}

/** A refusal leaves the replicas as they are: they go offline with the connection timeout (C46a). */
export function subscribeAnswered(step: Step, origin: Serial, result: TrustResult): Effect[] {
  if (!result.ok) {
    const { code, message } = result
    // Asked again with the next heartbeat: the peer is there, so there is nothing to wait for sooner.
    return [{ type: 'notice', name: 'trust-refused', data: { origin, code, message } }]
  }
  if (result.value.type !== 'page' || !result.value.page.whole || wantedFrom(step.state, origin).length === 0) return []
  const page = result.value.page
  const present = step.state.trust.origins.get(origin)
  if (isBehind(page.position, present?.position)) {
    return [{ type: 'notice', name: 'trust-feed-behind', data: { origin, ...page.position } }]
  }
  const applied = applyPage(step, origin, page, () => [])
  originAt(step.state.trust, origin).subscribed = true
  return applied
}

/** A page pushed by the origin. One not ahead changes nothing (I10); one that builds on something missed asks for all anew. */
export function feed(call: Call, page: FeedPage): Effect[] {
  const { state, from } = call
  if (wantedFrom(state, from).length === 0) return [refuse(call, 'NOT_SUBSCRIBED', `nothing of ${from} is used here`)]
  const present = state.trust.origins.get(from)?.position
  if (present !== undefined && !isAhead(page.position, present)) return [acknowledge(call)]
  if (!page.whole && !buildsOn(page.after, present)) return [acknowledge(call), ...resubscribe(call)]
  return applyPage(call, from, page, () => [acknowledge(call)])
}

/** Renews only where everything up to the heartbeat's position was applied, so that lost updates cannot hide behind it (§3.3.6). */
export function heartbeat(call: Call, { position }: Extract<TrustMessage, { type: 'heartbeat' }>): Effect[] {
  const { state, from, at } = call
  if (wantedFrom(state, from).length === 0) return [refuse(call, 'NOT_SUBSCRIBED', `nothing of ${from} is used here`)]
  const origin = state.trust.origins.get(from)
  const isThere = origin?.position?.epoch === position.epoch && origin.position.seq === position.seq
  if (origin === undefined || !isThere) return [acknowledge(call), ...resubscribe(call)]
  return [acknowledge(call), ...heard(state, from, origin, at)]
}

/** The origin's connection timeout has passed without a renewal: its users are disabled here (§3.3.6), and it is asked again. */
export function originTimer(step: Step, serial: Serial): Effect[] {
  const { state, at, env } = step
  const origin = state.trust.origins.get(serial)
  if (origin?.heardMonotonicMs === undefined || !origin.online || origin.timeoutS === 0) return []
  const dueMs = origin.heardMonotonicMs + origin.timeoutS * 1000
  if (at.monotonicMs < dueMs) return [timeoutTimer(serial, dueMs)]
  origin.online = false
  origin.subscribed = false
  return [
    { type: 'commit', records: [silenceRecord(state.trust, serial, at)], then: [] },
    { type: 'notice', name: 'trust-origin-offline', data: { origin: serial, timeoutS: origin.timeoutS } },
    ...apiUsersChanged(state, at, env),
    ...subscribe(step, serial),
  ]
}

function resubscribe(call: Call): Effect[] {
  const origin = call.state.trust.origins.get(call.from)
  if (origin !== undefined) origin.subscribed = false
  return subscribe(call, call.from)
}

function acknowledge(call: Call): Effect {
  const position = call.state.trust.origins.get(call.from)?.position
  return answer(call, { type: 'position', ...(position !== undefined && { position }) })
}

/** `then` is made after the position has moved, and carried out when it is durable. */
function applyPage({ state, at, env }: Step, serial: Serial, page: FeedPage, then: () => Effect[]): Effect[] {
  const moves = moved(state, page.moved ?? [], env).changes
  const movedRecords = applyChanges(state, moves)
  const { changes: replicated, conflicts } = replicate(state.program, serial, page)
  const records = [...movedRecords, ...applyChanges(state, replicated)]
  const changes = [...moves, ...replicated]
  const origin = originAt(state.trust, serial)
  const isRestored = origin.position !== undefined && page.position.epoch > origin.position.epoch
  origin.position = page.position
  origin.timeoutS = page.timeoutS
  state.trust.codeKeys.set(serial, page.codeKey)
  const others = page.otherCodeKeys ?? []
  for (const other of others) {
    // Of units that are heard themselves, only they say it.
    if (!state.trust.codeKeys.has(other.serial)) state.trust.codeKeys.set(other.serial, other.codeKey)
  }
  const renewed = heard(state, serial, origin, at)
  const applied: Effect = {
    type: 'commit',
    records: [
      ...[...records, originRecord(state.trust, serial), codeKeyRecord(state.trust, serial)],
      ...others.map((other) => codeKeyRecord(state.trust, other.serial)),
    ],
    then: [
      { type: 'notice', name: 'trust-replicated', data: { origin: serial, ...page.position, changes: changes.length } },
      ...(isRestored ? [restored(serial, page.position, changes)] : []),
      ...conflicts.map((uuid): Effect => ({ type: 'notice', name: 'trust-conflict', data: { origin: serial, uuid } })),
      ...then(),
    ],
  }
  // Sessions of users who changed or went are closed only now: the program has to be the new one (§3.3.7).
  const elsewhere = [...new Set((page.moved ?? []).map((move) => move.origin))]
  return inOneBatch(
    [],
    [
      ...[applied, ...renewed, ...(changes.length > 0 ? apiUsersChanged(state, at, env) : [])],
      ...elsewhere.flatMap((other) => subscribeAnew({ state, at, env }, other)),
    ],
  )
}

/** An origin begins an epoch when a backup was put in the place of what it held (P-71): who came after that is gone here, too. */
function restored(origin: Serial, { epoch }: FeedPosition, changes: readonly Change[]): Effect {
  const usersGone = changes.filter(({ map, entry }) => map === 'users' && entry === undefined).length
  return { type: 'notice', name: 'trust-origin-restored', data: { origin, epoch, usersGone } }
}

function heard(state: MiniserverState, serial: Serial, origin: OriginState, at: Stamp): Effect[] {
  const wasOnline = origin.online
  origin.online = true
  origin.heardMonotonicMs = at.monotonicMs
  origin.silenceMs = 0
  const timer = origin.timeoutS === 0 ? [] : [timeoutTimer(serial, at.monotonicMs + origin.timeoutS * 1000)]
  if (wasOnline) return timer
  return [
    ...timer,
    { type: 'commit', records: [silenceRecord(state.trust, serial, at)], then: [] },
    { type: 'notice', name: 'trust-origin-online', data: { origin: serial } },
  ]
}

function timeoutTimer(serial: Serial, atMonotonicMs: number): Effect {
  return { type: 'set-timer', timer: `trust/timeout/${serial}`, atMonotonicMs }
}

function isAhead(position: FeedPosition, present: FeedPosition): boolean {
  return position.epoch > present.epoch || (position.epoch === present.epoch && position.seq > present.seq)
}

function isBehind(position: FeedPosition, present: FeedPosition | undefined): boolean {
  return present !== undefined && isAhead(present, position)
}

function buildsOn(after: FeedPosition | undefined, present: FeedPosition | undefined): boolean {
  return after !== undefined && present !== undefined && after.epoch === present.epoch && after.seq <= present.seq
}
