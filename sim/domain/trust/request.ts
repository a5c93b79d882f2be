import type { Effect } from '../miniserver/effect.ts'
import type { Env } from '../miniserver/env.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import type { TrustAnswer, TrustMessage, TrustRequest } from './message.ts'
import { contactOf } from './peers.ts'
import type { PendingRequest } from './state.ts'

/** A request that is not answered by then has failed, delivered or not [P]. */
export const ANSWER_MAX_MS = 10_000

const RETRY_MIN_MS = 1_000
const RETRY_MAX_MS = 60_000

/** A message of a peer being answered, and everything needed to. */
export interface Call {
  readonly state: MiniserverState
  readonly from: Serial
  readonly id: string
  readonly at: Stamp
  readonly env: Env
}

/** Sends a request and remembers what goes on when it is answered. `address` where the peer is not a known member yet. */
export function ask(
  { state, at, env }: Pick<Call, 'state' | 'at' | 'env'>,
  { to, then }: PendingRequest,
  request: TrustRequest,
  address = contactOf(state.program, state.identity.serial, to),
): Effect[] {
  const id = env.random(8)
  state.trust.requests.set(id, { to, askedMonotonicMs: at.monotonicMs, then })
  return [
    { type: 'trust-send', to, message: { id, ...request } as TrustMessage, ...(address !== undefined && { address }) },
    { type: 'set-timer', timer: `trust/request/${id}`, atMonotonicMs: at.monotonicMs + ANSWER_MAX_MS },
  ]
}

/** The request that is answered, or has failed, now; `undefined` where it is no longer waited for, or was not put to that peer. */
export function settle(state: MiniserverState, from: Serial, id: string): PendingRequest | undefined {
  const pending = state.trust.requests.get(id)
  if (pending === undefined || pending.to !== from) return undefined
  state.trust.requests.delete(id)
  return pending
}

/** Whether a request of this kind to the peer still waits for its answer. */
export function isAsked(
  state: MiniserverState,
  to: Serial,
  ...types: readonly PendingRequest['then']['type'][]
): boolean {
  for (const pending of state.trust.requests.values()) {
    if (pending.to === to && types.includes(pending.then.type)) return true
  }
  return false
}

export function answer({ state, from, id }: Call, value: TrustAnswer, address?: string): Effect {
  const to = address ?? contactOf(state.program, state.identity.serial, from)
  const message: TrustMessage = { id, type: 'answer', result: { ok: true, value } }
  return { type: 'trust-send', to: from, message, ...(to !== undefined && { address: to }) }
}

export function refuse({ state, from, id }: Call, code: string, message: string, address?: string): Effect {
  const to = address ?? contactOf(state.program, state.identity.serial, from)
  const answer: TrustMessage = { id, type: 'answer', result: { ok: false, code, message } }
  return { type: 'trust-send', to: from, message: answer, ...(to !== undefined && { address: to }) }
}

/** Of a peer, for people: which one it is, they know. */
export function unreachable(reason: string): string {
  return `the other Miniserver could not be reached: ${reason}`
}

/** Waits longer after each failure in a row, from a second to a minute [P]; then `trust/retry/<serial>` catches up. */
export function peerFailed(state: MiniserverState, peer: Serial, at: Stamp): Effect[] {
  const failures = (state.trust.failures.get(peer) ?? 0) + 1
  state.trust.failures.set(peer, failures)
  const waitMs = Math.min(RETRY_MIN_MS * 2 ** (failures - 1), RETRY_MAX_MS)
  return [{ type: 'set-timer', timer: `trust/retry/${peer}`, atMonotonicMs: at.monotonicMs + waitMs }]
}

/** A peer that is heard is there: whatever waited for it need not wait longer. Whether it had failed. */
export function peerHeard(state: MiniserverState, peer: Serial): boolean {
  return state.trust.failures.delete(peer)
}
