import { apiUsersChanged } from '../miniserver/api/users-changed.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { applyPage, heard, timeoutTimer } from './apply-page.ts'
import type { FeedPage, TrustMessage, TrustResult } from './message.ts'
import { buildsOn, isAhead, isBehind } from './positions.ts'
import { silenceRecord } from './records.ts'
import { answer, type Call, refuse } from './request.ts'
import { originAt, type PagesIn } from './state.ts'
import { subscribe, subscribeAnew, wantsFrom } from './subscribe.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/**
 * A page that was asked for; `list`: as a part of which one. A refusal leaves the replicas as they are: they go offline with the
 * connection timeout (C46a).
 */
export function subscribeAnswered(
  step: Step,
  from: Serial,
  { list }: { readonly list?: string },
  result: TrustResult,
): Effect[] {
  const origin = step.state.trust.origins.get(from)
  // Of a list that was given up meanwhile.
  if (list !== undefined && list !== origin?.pages?.list) return []
  if (!result.ok) return [...(list === undefined ? [] : givenUp(step, from, result.code)), ...refused(from, result)]
  if (result.value.type !== 'page' || !wantsFrom(step.state, from)) return []
  const { page } = result.value
  if (!isWhatWasAsked(page, origin?.pages, list)) return []
  if (isBehind(page.position, origin?.pages?.position ?? origin?.position)) {
    return [{ type: 'notice', name: 'trust-feed-behind', data: { origin: from, ...page.position } }]
  }
  const { missed } = origin?.pages ?? {}
  const applied = applyPage(step, from, page, { isAnswer: true, then: () => [] })
  const isBehindAgain = page.part?.last !== false && missed !== undefined && isAhead(missed, page.position)
  return isBehindAgain ? [...applied, ...subscribeAnew(step, from)] : applied
}

/** A page pushed by the origin. One not ahead changes nothing (I10); one that builds on something missed asks for all anew. */
export function feed(call: Call, page: FeedPage): Effect[] {
  const { state, from } = call
  if (!wantsFrom(state, from)) return [refuse(call, 'NOT_SUBSCRIBED', `nothing of ${from} is used here`)]
  const origin = state.trust.origins.get(from)
  const reached = origin?.pages?.position ?? origin?.position
  if (reached !== undefined && !isAhead(page.position, reached)) return [acknowledge(call)]
  if (!page.whole && origin?.pages !== undefined) {
    // The origin has lost its place in the list, or the last part of it: it is asked for that first.
    origin.pages.missed = page.position
    return [acknowledge(call), ...resubscribe(call)]
  }
  if (!page.whole && !buildsOn(page.after, origin?.position)) return [acknowledge(call), ...resubscribe(call)]
  const isAnswer = origin?.subscribed === true || origin?.pages?.isAnswer === true
  return applyPage(call, from, page, { isAnswer, then: () => [acknowledge(call)] })
}

/** Renews only where everything up to the heartbeat's position was applied, so that lost updates cannot hide behind it (§3.3.6). */
export function heartbeat(call: Call, { position }: Extract<TrustMessage, { type: 'heartbeat' }>): Effect[] {
  const { state, from, at } = call
  if (!wantsFrom(state, from)) return [refuse(call, 'NOT_SUBSCRIBED', `nothing of ${from} is used here`)]
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

function isWhatWasAsked({ whole, part }: FeedPage, pages: PagesIn | undefined, list: string | undefined): boolean {
  if (list === undefined) return whole && (part === undefined || part.number === 1)
  return pages !== undefined && part?.list === list && part.number === pages.number + 1 && whole === pages.whole
}

/** The origin goes on with a list no more: all is asked for anew, at once where it only does not know it. */
function givenUp(step: Step, from: Serial, code: string): Effect[] {
  Object.assign(originAt(step.state.trust, from), { pages: undefined, subscribed: false })
  return code === 'LIST_OVER' ? subscribe(step, from) : []
}

/** Asked again with the next heartbeat: the peer is there, so there is nothing to wait for sooner. */
function refused(origin: Serial, { code, message }: { readonly code: string; readonly message: string }): Effect[] {
  return code === 'LIST_OVER' ? [] : [{ type: 'notice', name: 'trust-refused', data: { origin, code, message } }]
}

/** Where a list is on its way, it is gone on with: what was missed comes with it. */
function resubscribe(call: Call): Effect[] {
  const origin = call.state.trust.origins.get(call.from)
  if (origin !== undefined && origin.pages === undefined) origin.subscribed = false
  return subscribe(call, call.from)
}

function acknowledge(call: Call): Effect {
  const position = call.state.trust.origins.get(call.from)?.position
  return answer(call, { type: 'position', ...(position !== undefined && { position }) })
}
