import { RigError } from '../errors.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial, Uuid } from '../program/names.ts'
import { changeMembership } from './change-membership.ts'
import { isNewer, type MemberEntry, type Membership, SUPERSEDED } from './membership.ts'
import type { HandOver, TrustResult } from './message.ts'
import { hasJoined, joinedMembers } from './peers.ts'
import { removedFrom } from './removal.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** What counts as told when the new manager has answered. */
const HANDED_OVER = 'handed over'

/**
 * §3.3.9 on a member: takes over the role of manager; answers the control request with `{ trustUuid, name, epoch }`. The manager is asked
 * for all it knows; with `forced`, where it will not come back, this unit's last list holds, with a later term (P-190). Keys are superseded.
 *
 * Throws `NOT_FOUND`, `MEMBER_IS_MANAGER`. Answers `CONNECTION_FAILED` where the manager is away, and what that refuses.
 */
export function takeOverManager(
  step: Step,
  { trustUuid, forced = false }: { readonly trustUuid: Uuid; readonly forced?: boolean },
  request: number,
): Effect[] {
  const { program, identity } = step.state
  const known = program.trusts.get(trustUuid)
  if (known === undefined || known.ended !== undefined) {
    throw new RigError('NOT_FOUND', `${identity.serial} is in no Trust ${known?.name ?? trustUuid}`)
  }
  const { manager, name, epoch, term = 0, key, members } = known
  if (manager === identity.serial) throw new RigError('MEMBER_IS_MANAGER', `${manager} manages ${name} already`)
  if (!forced) return ask(step, { to: manager, then: { type: 'take-over', request } }, { type: 'take-over', trustUuid })
  const generation = key?.generation ?? 0
  const last = { trustUuid, name, members, generation, epoch: epoch + 1, term: term + 1 }
  return becomeManager(step, last, [replyTo(request, last)])
}

/** The manager hands its role over: from now on it is a member. Only to one that is FINALIZED. */
export function handOver(call: Call, trustUuid: Uuid): Effect[] {
  const { state, from } = call
  const known = state.program.trusts.get(trustUuid)
  const entry = known?.members.find(({ serial }) => serial === from)
  if (known === undefined || known.ended !== undefined || entry === undefined || !hasJoined(entry)) {
    return [refuse(call, 'NOT_A_MEMBER', `${from} is no member of this Trust`)]
  }
  if (known.manager === from && known.handedOver === true) {
    return [answer(call, { type: 'handed-over', handOver: contentOf(known) })]
  }
  if (known.manager !== state.identity.serial) {
    return [refuse(call, 'NOT_TRUST_MANAGER', `${known.name} is managed on ${known.manager}`)]
  }
  if (entry.state !== 'finalized') {
    return [refuse(call, 'NOT_A_MEMBER', `${from} is not finalised; load the program from ${known.manager} first`)]
  }
  const after: Membership = {
    ...{ ...known, manager: from, epoch: known.epoch + 1, term: (known.term ?? 0) + 1 },
    ...{ vouches: true, handedOver: true },
    members: known.members.map((member) =>
      member.serial === known.manager ? { ...member, state: 'finalized' } : member,
    ),
  }
  const handedOver = answer(call, { type: 'handed-over', handOver: contentOf(after) })
  return changeMembership(call, (program) => void program.trusts.set(trustUuid, after), [handedOver])
}

/** The former manager tells the new one again, as long as that has not acted as one: the answer may have been lost. */
export function offerHandOver(step: Step, peer: Serial): Effect[] {
  const { state } = step
  if (isAsked(state, peer, 'hand-over')) return []
  return [...state.program.trusts.values()].flatMap((membership) => {
    const { trustUuid, manager, ended } = membership
    if (membership.handedOver !== true || manager !== peer || ended !== undefined) return []
    if (state.trust.informed.get(`${trustUuid}/${peer}`) === HANDED_OVER) return []
    const then = { type: 'hand-over', trustUuid, news: HANDED_OVER } as const
    return ask(step, { to: peer, then }, { type: 'hand-over', handOver: contentOf(membership) })
  })
}

/** The new manager, told so by the former one without having waited for it. */
export function handedOver(call: Call, content: HandOver): Effect[] {
  const known = call.state.program.trusts.get(content.trustUuid)
  if (known === undefined || known.ended !== undefined) {
    return [refuse(call, 'NOT_A_MEMBER', `${call.state.identity.serial} is no member of ${content.name} any more`)]
  }
  const done = answer(call, { type: 'done' })
  return mayTake(call, content) ? becomeManager(call, content, [done]) : [done]
}

/** The new manager has acknowledged its role; or it left before it had it, and the former one manages as before. */
export function handOverAnswered(
  step: Step,
  from: Serial,
  { trustUuid, news }: { readonly trustUuid: Uuid; readonly news: string },
  result: TrustResult,
): Effect[] {
  step.state.trust.informed.set(`${trustUuid}/${from}`, news)
  const known = step.state.program.trusts.get(trustUuid)
  if (result.ok || result.code !== 'NOT_A_MEMBER' || known === undefined) return []
  return takeBack(step, known, from, [])
}

/** The role of one that left before it had it comes back. Nothing, where it was not handed to that one. */
export function takeBack(step: Step, known: Membership, from: Serial, then: readonly Effect[]): Effect[] {
  if (known.handedOver !== true || known.manager !== from) return [...then]
  const { handedOver: _, ...less } = removedFrom(known, from)
  const { serial } = step.state.identity
  const after: Membership = { ...less, manager: serial, epoch: known.epoch + 1, term: (known.term ?? 0) + 1 }
  return changeMembership(step, (program) => void program.trusts.set(known.trustUuid, after), then)
}

/** The manager answered who wanted its role. */
export function takeOverAnswered(step: Step, from: Serial, request: number, result: TrustResult): Effect[] {
  if (!result.ok) return [{ type: 'control-reply', request, reply: result }]
  const { value } = result
  if (value.type !== 'handed-over') {
    const reply = { ok: false, code: 'FRAME_MALFORMED', message: 'the manager answered something else' } as const
    return [{ type: 'control-reply', request, reply }]
  }
  if (mayTake({ ...step, from }, value.handOver)) {
    return becomeManager(step, value.handOver, [replyTo(request, value.handOver)])
  }
  const message = `another member took ${value.handOver.name} over meanwhile`
  return [{ type: 'control-reply', request, reply: { ok: false, code: 'TAKEOVER_CONFLICT', message } }]
}

/** Whether a hand-over is of a member, and newer than what this unit knows: others may have taken over meanwhile. */
function mayTake({ state, from }: Pick<Call, 'state' | 'from'>, { trustUuid, term, epoch }: HandOver): boolean {
  const known = state.program.trusts.get(trustUuid)
  if (known === undefined || known.ended !== undefined) return false
  const isMember = joinedMembers(known).some(({ serial }) => serial === from)
  return isMember && isNewer({ term, epoch, manager: state.identity.serial }, known)
}

function becomeManager(step: Step, { generation, ...list }: HandOver, then: readonly Effect[]): Effect[] {
  const { serial } = step.state.identity
  const before = step.state.program.trusts.get(list.trustUuid)
  const last = Math.max(generation, before?.key?.generation ?? 0)
  const after: Membership = {
    ...{ ...list, manager: serial, members: list.members.map(waiting) },
    ...(last > 0 && { key: { generation: last, secretHash: SUPERSEDED } }),
  }
  const data = { trust: list.name, manager: serial, before: before?.manager ?? serial }
  const told: Effect = { type: 'notice', name: 'trust-taken-over', data }
  return changeMembership(step, (program) => void program.trusts.set(list.trustUuid, after), [told, ...then])
}

/** Who was invited has to be invited anew: the key is superseded. */
function waiting(member: MemberEntry): MemberEntry {
  return member.state === 'invited' ? { ...member, state: 'saved' } : member
}

function contentOf({ trustUuid, name, epoch, term = 0, key, groups, members }: Membership): HandOver {
  return { trustUuid, name, epoch, term, generation: key?.generation ?? 0, ...(groups && { groups }), members }
}

function replyTo(request: number, { trustUuid, name, epoch }: HandOver): Effect {
  return { type: 'control-reply', request, reply: { ok: true, value: { trustUuid, name, epoch } } }
}
