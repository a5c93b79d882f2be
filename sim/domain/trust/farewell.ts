import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { changeMembership } from './change-membership.ts'
import { isNewer, type Membership } from './membership.ts'
import type { TrustMessage } from './message.ts'
import { hasJoined } from './peers.ts'
import { removed, removedFrom } from './removal.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'
import { takeBack } from './take-over.ts'

type Message<Type extends TrustMessage['type']> = Extract<TrustMessage, { type: Type }>
type Step = Pick<Call, 'state' | 'at' | 'env'>

/** What counts as told when one that is no member any more has answered, whatever it said; in a later term it is told anew. */
const overIn = ({ term = 0 }: Membership): string => `over in term ${term}`

/** Tells one that was removed so, or the manager that this unit has left, unless that was answered since the boot. */
export function sayFarewell(step: Step, peer: Serial): Effect[] {
  const { state } = step
  if (isAsked(state, peer, 'farewell')) return []
  return [...state.program.trusts.values()].flatMap((membership) => {
    const { trustUuid, epoch, term, ended, members } = membership
    const isOwed = members.some(
      ({ serial, state: is, info }) => serial === peer && is === 'removed' && info !== undefined,
    )
    if (!isOwed || state.trust.informed.get(`${trustUuid}/${peer}`) === overIn(membership)) return []
    const then = { type: 'farewell', trustUuid, news: overIn(membership) } as const
    if (ended === 'left') return ask(step, { to: peer, then }, { type: 'leave', trustUuid })
    return ask(step, { to: peer, then }, { type: 'evicted', trustUuid, epoch, ...(term !== undefined && { term }) })
  })
}

/** §3.3.8 on the member: what came by the Trust goes, unless other Trusts bring it, too. Only its manager can say so, or who is that since. */
export function evicted(call: Call, { trustUuid, epoch, term }: Message<'evicted'>): Effect[] {
  const { state, from } = call
  const done = answer(call, { type: 'done' })
  const { pendingJoin } = state.trust
  if (pendingJoin?.trustUuid === trustUuid && pendingJoin.manager.serial === from && epoch > pendingJoin.epoch) {
    state.trust.pendingJoin = undefined
  }
  const known = state.program.trusts.get(trustUuid)
  if (known === undefined || known.ended !== undefined) return [done]
  const told = { epoch, manager: from, ...(term !== undefined && { term }) }
  // Another member that took the role over, or says who did.
  const isTakenOver = hasJoinedIn(known, from) && term !== undefined && isNewer(told, known)
  if (known.manager !== from && !isTakenOver)
    return [refuse(call, 'NOT_TRUST_MANAGER', `${from} does not manage ${known.name}`)]
  if (!isNewer(told, known)) return [done]
  // One that managed it until now may have let in some whom nobody else knows.
  const others = known.manager === state.identity.serial || known.vouches === true ? known.members : []
  const members = others.filter(({ serial }) => serial !== from && serial !== state.identity.serial).map(removed)
  const over: Membership = { ...known, ...told, ended: 'evicted', members }
  return changeMembership(call, (program) => void program.trusts.set(trustUuid, over), [done])
}

/** T9 on the manager: like a removal. One that is no member is told that it is none. */
export function left(call: Call, { trustUuid }: Message<'leave'>): Effect[] {
  const { state, from } = call
  const known = state.program.trusts.get(trustUuid)
  const done = answer(call, { type: 'done' })
  if (known === undefined || known.ended !== undefined) return [done]
  if (known.handedOver === true && known.manager === from) return takeBack(call, known, from, [done])
  if (known.manager !== state.identity.serial) {
    return [refuse(call, 'NOT_TRUST_MANAGER', `${known.name} is managed on ${known.manager}`)]
  }
  return [...hasLeft(call, known, from, [done])]
}

function hasJoinedIn({ members }: Membership, serial: Serial): boolean {
  return members.some((member) => member.serial === serial && hasJoined(member))
}

/** The manager takes note that a member is none any more; the others are told with a new epoch. */
export function hasLeft(step: Step, membership: Membership, serial: Serial, then: readonly Effect[]): Effect[] {
  const { state } = step
  const { trustUuid, epoch } = membership
  if (!hasJoinedIn(membership, serial)) return [...then]
  const less: Membership = { ...removedFrom(membership, serial), epoch: epoch + 1 }
  state.trust.informed.set(`${trustUuid}/${serial}`, overIn(less))
  return changeMembership(step, (program) => void program.trusts.set(trustUuid, less), then)
}
