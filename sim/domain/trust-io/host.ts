import { controlValue } from '../miniserver/control-value.ts'
import type { Effect } from '../miniserver/effect.ts'
import { setValues } from '../miniserver/set-values.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { TrustedIo } from '../program/program.ts'
import type { TrustMessage, TrustResult } from '../trust/message.ts'
import { answer, type Call, refuse } from '../trust/request.ts'
import { freeze, thaw } from './freeze.ts'
import { followerRecord } from './records.ts'
import { type IoSetting, sendToFollower, tellFollower } from './send-values.ts'
import { mayUse, sharedIo, sharedWith } from './shared.ts'
import { type FollowerState, newFollower } from './state.ts'
import { fittingValue, restingValue } from './value.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>
type Message<Type extends TrustMessage['type']> = Extract<TrustMessage, { type: Type }>

/** Takes down what a member refers to, and answers with what it may use of that and what that is at. Nothing ends it. */
export function followed(call: Call, { ios }: Message<'follow'>): Effect[] {
  const { state, from, id } = call
  const before = state.io.followers.get(from)
  if (ios.length === 0) return [...forgetFollower(call, from), answer(call, { type: 'done' })]
  const shared = sharedWith(call, from, ios)
  if (before?.follow !== id) {
    state.io.followers.set(from, { ...newFollower(ios), follow: id, ...grantOf(shared) })
  }
  const told = shared.map((io) => ({ ...sharedIo(io), at: controlValue(state, io) ?? restingValue(io) }))
  const { connectionTimeoutS: timeoutS } = state.trust
  const reply = answer(call, { type: 'followed', ios: told, timeoutS })
  const isKnown = before?.ios.join() === ios.join()
  return [
    { type: 'commit', records: isKnown ? [] : [followerRecord(from, state.io)], then: [reply] },
    ...released(call, from, (uuid) => !shared.some((io) => io.uuid === uuid)),
    ...followerHeard(call, from),
  ]
}

/**
 * A member sets outputs of this unit: all of them or, where the right to one is missing, none (§3.3.10). What it set before it
 * followed anew, and does not set again, it has forgotten by a restart: that stands for a while and is then at rest (P-208).
 */
export function valuesSet(call: Call, { follow, seq, values }: Message<'set-values'>): Effect[] {
  const { state, from } = call
  const follower = state.io.followers.get(from)
  if (follower?.follow !== follow) return [refuse(call, 'FOLLOW_AGAIN', `${state.identity.name} knows no such follow`)]
  const heard = followerHeard(call, from)
  const done = answer(call, { type: 'done' })
  if (seq <= follower.taken) return [done, ...heard, ...tellFollower(call, from)]
  const refused = values.map((setting) => refusalOf(call, setting)).find((code) => code !== undefined)
  if (refused !== undefined) return [refuse(call, refused, 'an output may not be set so'), ...heard]
  follower.taken = seq
  const forgotten = follower.isReady ? [] : released(call, from, (uuid) => !values.some(({ io }) => io === uuid))
  follower.isReady = true
  const settings = values.map(({ io, value }) => ({ control: io, value }))
  const set = setValues(state, settings, call)
  for (const { io } of values) state.io.writers.set(io, from)
  // Also where it is at that already.
  const thawed = values.flatMap(({ io }) => thaw(call, io))
  return [done, ...heard, ...forgotten, ...thawed, ...set, ...tellFollower(call, from)]
}

/** A member has taken values, or has to follow again. One that uses nothing of this unit any more is forgotten. */
export function valuesAnswered(step: Step, from: Serial, then: SentValues, result: TrustResult): Effect[] {
  const follower = step.state.io.followers.get(from)
  if (follower === undefined) return []
  const isPresent = (follower.follow ?? '') === then.follow
  if (!isPresent) return follower.follow === undefined ? sendToFollower(step, from) : tellFollower(step, from)
  if (result.ok) return [...followerHeard(step, from), ...tellFollower(step, from)]
  if (result.code === 'NOT_SUBSCRIBED') return forgetFollower(step, from)
  Object.assign(follower, { follow: undefined, isReady: false })
  return []
}

/** Values that may not have arrived: they go again, as they are then. */
export function valuesFailed({ state }: Pick<Step, 'state'>, to: Serial, { follow, ios }: SentValues): void {
  const follower = state.io.followers.get(to)
  if (follower?.follow !== undefined && follower.follow === follow) for (const io of ios) follower.unsent.add(io)
}

/** What `values` were about that wait for their answer. */
export interface SentValues {
  readonly follow: string
  readonly ios: readonly Uuid[]
}

/** Rights, members or inputs and outputs changed: who may use something else than it was told has to follow again. */
export function followersReviewed(step: Step): Effect[] {
  return [...step.state.io.followers].flatMap(([serial, follower]) => {
    const shared = sharedWith(step, serial, follower.ios)
    const grant = grantOf(shared)
    if (grant.told === follower.told || follower.follow === undefined) return []
    Object.assign(follower, { ...grant, follow: undefined, isReady: false })
    const gone = released(step, serial, (uuid) => !shared.some((io) => io.uuid === uuid))
    return [...gone, ...sendToFollower(step, serial)]
  })
}

/** The member was silent for this unit's connection timeout: what it set last stands no longer than after a revocation. */
export function followerSilent(step: Step, serial: Serial): Effect[] {
  const follower = step.state.io.followers.get(serial)
  if (follower === undefined) return []
  Object.assign(follower, { follow: undefined, isReady: false })
  return released(step, serial, () => true)
}

/** Uses nothing of this unit any more, or is in no Trust with it. */
export function forgetFollower(step: Step, serial: Serial): Effect[] {
  const { io } = step.state
  if (!io.followers.delete(serial)) return []
  return [
    { type: 'commit', records: [followerRecord(serial, io)], then: [] },
    { type: 'cancel-timer', timer: followerTimer(serial) },
    ...released(step, serial, () => true),
  ]
}

function grantOf(shared: readonly TrustedIo[]): Pick<FollowerState, 'granted' | 'told'> {
  return { granted: new Set(shared.map(({ uuid }) => uuid)), told: JSON.stringify(shared.map(sharedIo)) }
}

function followerHeard({ state, at }: Step, serial: Serial): Effect[] {
  const { connectionTimeoutS } = state.trust
  if (connectionTimeoutS === 0) return []
  return [
    {
      type: 'set-timer',
      timer: followerTimer(serial),
      atMonotonicMs: at.monotonicMs + connectionTimeoutS * 1000,
    },
  ]
}

/** Outputs that a member set last, and may not any more. */
function released(step: Step, serial: Serial, isGone: (io: Uuid) => boolean): Effect[] {
  const { writers } = step.state.io
  return [...writers].flatMap(([io, writer]) => {
    if (writer !== serial || !isGone(io)) return []
    writers.delete(io)
    return freeze(step, io)
  })
}

function refusalOf(call: Call, { io, value }: IoSetting): 'FORBIDDEN' | 'INVALID' | undefined {
  const control = call.state.program.controls.get(io)
  if (!isOutput(control) || !mayUse(call, call.from, io)) return 'FORBIDDEN'
  return fittingValue(control, value) === undefined ? 'INVALID' : undefined
}

function isOutput(control: { readonly kind: string } | undefined): control is TrustedIo {
  return control?.kind === 'trusted-io' && (control as TrustedIo).direction === 'output'
}

function followerTimer(serial: Serial): string {
  return `io/follower/${serial}`
}
