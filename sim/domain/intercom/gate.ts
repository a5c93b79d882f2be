import type { Effect } from '../miniserver/effect.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { IntercomControl } from '../program/program.ts'
import { sharesFeature } from '../trust/features.ts'
import type { TrustMessage, TrustResult } from '../trust/message.ts'
import { peersOf } from '../trust/peers.ts'
import { answer, ask, type Call, refuse } from '../trust/request.ts'
import { isAuthorised } from './authorised.ts'
import type { IntercomStep } from './bell.ts'
import { type Gate, gateKey, ofGate } from './state.ts'
import { gateChanged, gatesOf, isFull, isOpenFor, openStream } from './streams.ts'

type Message<Type extends TrustMessage['type']> = Extract<TrustMessage, { type: Type }>

/** Parameter maxB of a block that does not say otherwise `[K5]`. */
const MAX_BELL_MS = 60_000

/** Longer than a year nothing rings: what says otherwise is no message of a Miniserver. */
export const BELL_MAX_MS = 366 * 86_400_000

/** A ring lives a minute: who is back hears of it no later than this (P-239). */
const RING_AGAIN_MS = 5_000

/** How long it rings at most; absent: until somebody answers. */
export function restOf({ maxBellMs = MAX_BELL_MS }: IntercomControl): number | undefined {
  return maxBellMs === 0 ? undefined : maxBellMs
}

/**
 * The bell output of a member rises (R56): its gate opens and it is told. While it rings already nothing begins anew (P-63).
 */
export function bellRaised(
  step: IntercomStep,
  control: IntercomControl,
  member: Serial,
  causedBy: string | undefined,
): Effect[] {
  const { state, at, env } = step
  if (isTooOld(state, member)) return [refusedRing(control.name, member, 'FEATURE_UNSUPPORTED_BY_PEER')]
  const key = gateKey(control.uuid, member)
  const gate: Gate = state.intercoms.gates.get(key) ?? { ring: undefined, call: undefined }
  if (gate.ring !== undefined) return []
  gate.ring = { id: env.random(8), sinceMonotonicMs: at.monotonicMs, isDelivered: false }
  state.intercoms.gates.set(key, gate)
  const restMs = restOf(control)
  const data = { intercom: control.name, member }
  return [
    { type: 'notice', name: 'intercom-bell-output', data, ...(causedBy !== undefined && { causedBy }) },
    ...gateChanged(step, control.uuid, member),
    ...(restMs === undefined
      ? []
      : [{ type: 'set-timer', timer: `intercom/gate/${key}`, atMonotonicMs: at.monotonicMs + restMs } as const]),
    ...tellRing(step, control.uuid, member),
  ]
}

/** maxB is over. A ring that the member has not heard of is dropped (P-64). */
export function gateTimer(step: IntercomStep, intercom: Uuid, member: Serial): Effect[] {
  const gate = step.state.intercoms.gates.get(gateKey(intercom, member))
  if (gate?.ring === undefined) return []
  const { isDelivered } = gate.ring
  gate.ring = undefined
  const intercomName = step.state.program.controls.get(intercom)?.name ?? intercom
  const data = { intercom: intercomName, member, code: 'RING_EXPIRED' }
  return [
    ...(isDelivered ? [] : [{ type: 'notice', name: 'intercom-ring-expired', data } as const]),
    ...gateChanged(step, intercom, member),
  ]
}

/** Rings that a member has not heard of yet. */
export function tellRings(step: IntercomStep, member: Serial): Effect[] {
  const intercoms = [...step.state.intercoms.gates.keys()].map(ofGate).filter((gate) => gate.member === member)
  return intercoms.flatMap(({ intercom }) => tellRing(step, intercom, member))
}

/** The member rings, or says why it does not: no such block there, or it came too late. */
export function ringTold(
  step: IntercomStep,
  from: Serial,
  told: { readonly intercom: Uuid; readonly ring: string },
  result: TrustResult,
): Effect[] {
  const ring = step.state.intercoms.gates.get(gateKey(told.intercom, from))?.ring
  if (ring?.id !== told.ring) return []
  ring.isDelivered = true
  if (result.ok) return []
  const intercom = step.state.program.controls.get(told.intercom)?.name ?? told.intercom
  return [refusedRing(intercom, from, result.code)]
}

/** At the member somebody answered, rejected or hung up. Others are not concerned (§3.10). */
export function ringAnswered(call: Call, { intercom, ring, how, by }: Message<'ring-answered'>): Effect[] {
  const { state, from } = call
  if (!isAuthorised(state.program, intercom, from)) return [refuse(call, 'FORBIDDEN', 'not authorised there')]
  const gate = state.intercoms.gates.get(gateKey(intercom, from))
  const isRinging = gate?.ring?.id === ring
  const isCall = gate?.call?.ring === ring
  if (gate === undefined || (!isRinging && !isCall)) {
    return [how === 'answered' ? refuse(call, 'RING_EXPIRED', 'it rings no more') : answer(call, { type: 'done' })]
  }
  if (isRinging) gate.ring = undefined
  if (isRinging && how === 'answered') gate.call = { ring, by }
  else if (how !== 'answered' && isCall) gate.call = undefined
  const over: Effect = { type: 'cancel-timer', timer: `intercom/gate/${gateKey(intercom, from)}` }
  return [...(isRinging ? [over] : []), ...gateChanged(call, intercom, from), answer(call, { type: 'done' })]
}

/** A member's App wants picture and sound. Asked again by a repeated message it is the same stream. */
export function streamAsked(call: Call, { intercom, by }: Message<'open-stream'>): Effect[] {
  const { state, from, id } = call
  if (!isAuthorised(state.program, intercom, from)) return [refuse(call, 'FORBIDDEN', 'not authorised there')]
  if (isTooOld(state, from)) return [refuse(call, 'FEATURE_UNSUPPORTED_BY_PEER', 'one of both is too old for it')]
  if (!isOpenFor(call, intercom, from, by)) {
    return [refuse(call, 'AV_NOT_ACTIVATED', 'picture and sound only while it rings here, or for who answered')]
  }
  const stream = `${from}-${id}`
  const opened = answer(call, { type: 'stream', stream })
  if (state.intercoms.streams.has(stream)) return [opened]
  if (isFull(call, intercom)) return [refuse(call, 'STREAM_LIMIT', 'three pictures are open there already')]
  return [...openStream(call, stream, { intercom, member: from, by }), opened]
}

/** Cut at once: not authorised any more, or in no Trust with this unit. */
function cutGate(step: IntercomStep, intercom: Uuid, member: Serial, isPeer: boolean): Effect[] {
  const { gates } = step.state.intercoms
  const key = gateKey(intercom, member)
  const gate = gates.get(key)
  if (gate === undefined) return []
  const rings = isPeer ? [gate.ring?.id, gate.call?.ring].flatMap((ring) => ring ?? []) : []
  gates.delete(key)
  return [
    { type: 'cancel-timer', timer: `intercom/gate/${key}` },
    ...gateChanged(step, intercom, member),
    ...rings.flatMap((ring) =>
      ask(step, { to: member, then: { type: 'ring-ended' } }, { type: 'ring-ended', intercom, ring }),
    ),
  ]
}

/** Gates of members that are not among these any more. */
export function cutOthers(
  step: IntercomStep,
  intercom: Uuid,
  authorised: readonly Serial[],
  peers: ReadonlyMap<Serial, unknown>,
): Effect[] {
  return gatesOf(step, intercom).flatMap((member) =>
    authorised.includes(member) && peers.has(member) ? [] : cutGate(step, intercom, member, peers.has(member)),
  )
}

/** A ring that was not answered is sent anew, also where a message is still under way: it waits for nobody longer (P-239). */
export function ringAgain(step: IntercomStep, intercom: Uuid, member: Serial): Effect[] {
  const { state } = step
  const ring = state.intercoms.gates.get(gateKey(intercom, member))?.ring
  if (ring === undefined || ring.isDelivered) return []
  const lost = [...state.trust.requests].filter(([, { then }]) => then.type === 'ring' && then.ring === ring.id)
  for (const [id] of lost) state.trust.requests.delete(id)
  const over = lost.map(([id]): Effect => ({ type: 'cancel-timer', timer: `trust/request/${id}` }))
  return [...over, ...tellRing(step, intercom, member)]
}

function tellRing(step: IntercomStep, intercom: Uuid, member: Serial): Effect[] {
  const { state, at } = step
  const ring = state.intercoms.gates.get(gateKey(intercom, member))?.ring
  const control = state.program.controls.get(intercom)
  if (ring === undefined || ring.isDelivered || control?.kind !== 'intercom') return []
  for (const { then } of state.trust.requests.values()) {
    if (then.type === 'ring' && then.ring === ring.id) return []
  }
  const maxBellMs = Math.min(control.maxBellMs ?? MAX_BELL_MS, BELL_MAX_MS)
  const ageMs = Math.min(Math.floor(at.monotonicMs - ring.sinceMonotonicMs), BELL_MAX_MS)
  const told = { intercom, ring: ring.id }
  const timer = `intercom/again/${gateKey(intercom, member)}`
  return [
    ...ask(step, { to: member, then: { type: 'ring', ...told } }, { type: 'ring', ...told, ageMs, maxBellMs }),
    { type: 'set-timer', timer, atMonotonicMs: at.monotonicMs + RING_AGAIN_MS },
  ]
}

function refusedRing(intercom: string, member: Serial, code: string): Effect {
  return { type: 'notice', name: 'intercom-ring-refused', data: { intercom, member, code } }
}

/** Authorised before it had joined, and then it was older than Intercoms in a Trust (§3.3.2). Whoever has not joined is not told of. */
function isTooOld({ program, identity }: IntercomStep['state'], member: Serial): boolean {
  return peersOf(program, identity.serial).has(member) && !sharesFeature(program, identity, member, 'intercom')
}
