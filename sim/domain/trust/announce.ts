import { RigError } from '../errors.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { same } from '../program/same.ts'
import { changeMembership } from './change-membership.ts'
import { requireJoinable } from './eligibility.ts'
import { memberInfo } from './lifecycle.ts'
import type { MemberInfo, Membership } from './membership.ts'
import type { TrustMessage } from './message.ts'
import { joinedMembers } from './peers.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'

/** Tells a manager what this unit says of itself, where the manager's list says something else: it was renamed, or updated (C14). */
export function announce(step: Pick<Call, 'state' | 'at' | 'env'>, peer: Serial): Effect[] {
  const { state } = step
  const managed = [...state.program.trusts.values()].filter(
    ({ manager, ended }) => manager === peer && ended === undefined,
  )
  if (managed.length === 0) return []
  const member = memberInfo(state.identity)
  if (!managed.some((membership) => differs(membership, member)) || isAsked(state, peer, 'announce')) return []
  return ask(step, { to: peer, then: { type: 'announce' } }, { type: 'announce', member })
}

/** On the manager: the others are told with a new epoch. Answers `CERT_MISMATCH`, `NOT_TRUST_MANAGER`, or why such a unit is no member. */
export function announced(call: Call, { member }: Extract<TrustMessage, { type: 'announce' }>): Effect[] {
  const { state, from } = call
  if (member.serial !== from) return [refuse(call, 'CERT_MISMATCH', `the device certificate is that of ${from}`)]
  const managed = [...state.program.trusts.values()].filter(
    (each) => each.manager === state.identity.serial && each.ended === undefined && infoOf(each, from) !== undefined,
  )
  if (managed.length === 0) return [refuse(call, 'NOT_TRUST_MANAGER', `${from} is managed on another Miniserver`)]
  try {
    requireJoinable(member)
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return [refuse(call, error.code, error.message)]
  }
  const done = answer(call, { type: 'done' })
  const changed = managed.filter((membership) => differs(membership, member))
  if (changed.length === 0) return [done]
  return changeMembership(
    call,
    (program) => {
      for (const membership of changed) program.trusts.set(membership.trustUuid, renewed(membership, member))
    },
    [done],
  )
}

/** A Trust in which a member says something else of itself, in a new epoch. */
export function renewed(membership: Membership, info: MemberInfo): Membership {
  const members = membership.members.map((member) => (member.serial === info.serial ? { ...member, info } : member))
  return { ...membership, epoch: membership.epoch + 1, members }
}

/** Whether a list has a unit that joined as something else than it is. */
export function differs(membership: Membership, info: MemberInfo): boolean {
  const known = infoOf(membership, info.serial)
  return known !== undefined && !same(known, info)
}

function infoOf(membership: Membership, wanted: Serial): MemberInfo | undefined {
  return joinedMembers(membership).find(({ serial }) => serial === wanted)
}
