import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Change } from '../program/change.ts'
import type { Serial } from '../program/names.ts'
import { adopted, demotionNotices } from './adopt.ts'
import { differs, renewed } from './announce.ts'
import { applyChanges } from './apply.ts'
import { changeMembership } from './change-membership.ts'
import { memberInfo } from './lifecycle.ts'
import { isNewer, type Membership } from './membership.ts'
import type { TrustMessage, TrustWelcome } from './message.ts'
import { joinedMembers } from './peers.ts'
import { answer, ask, type Call, isAsked, refuse } from './request.ts'
import { memberView } from './saved-membership.ts'

type MembersMessage = Extract<TrustMessage, { type: 'members' }>

/**
 * Tells a member who is in each Trust that this unit manages; and, where it managed one before, once who manages that now. Not
 * what it acknowledged already.
 */
export function tellMembers(call: Pick<Call, 'state' | 'at' | 'env'>, peer: Serial): Effect[] {
  const { state } = call
  if (isAsked(state, peer, 'members')) return []
  const self = state.identity.serial
  return sharedWith(state, peer).flatMap((membership) => {
    const { trustUuid, name, epoch, term, manager, vouches } = membership
    if (manager !== self && (vouches !== true || manager === peer)) return []
    const news = manager === self ? newsOf(membership) : `managed on ${manager} since ${term}`
    if (state.trust.informed.get(`${trustUuid}/${peer}`) === news) return []
    const list = {
      ...{ trustUuid, name, epoch, members: joinedMembers(membership) },
      ...(term !== undefined && { term }),
      ...(manager !== self && { manager }),
    }
    return ask(call, { to: peer, then: { type: 'members', trustUuid, news } }, { type: 'members', ...list })
  })
}

/** What of a list counts as told when a member acknowledges it. */
function newsOf({ term = 0, epoch }: Membership): string {
  return `${term}.${epoch}`
}

/**
 * A newer list is taken over from the manager, or from another member that took its role over or says who did (§3.3.9); a list it
 * has already is acknowledged again. Who managed the Trust until now is a member from then on, and says what is lost by it.
 */
export function membersTold(call: Call, message: MembersMessage): Effect[] {
  const { state, from } = call
  const { id: _id, type: _type, manager: said = from, ...told } = message
  const manager = told.members.find(({ serial }) => serial === said)
  const present = state.program.trusts.get(told.trustUuid)
  const pending = state.trust.pendingJoin?.trustUuid === told.trustUuid ? state.trust.pendingJoin : undefined
  if (present?.ended !== undefined && pending === undefined) {
    return [refuse(call, 'NOT_A_MEMBER', `${state.identity.serial} is no member of ${present.name} any more`)]
  }
  const isUnsaved = present === undefined || present.ended !== undefined
  const known = isUnsaved ? pending && memberView(pending) : present
  if (manager === undefined || known === undefined) {
    return [refuse(call, 'NOT_TRUST_MANAGER', `${said} does not manage this Trust`)]
  }
  const list: TrustWelcome = { ...told, manager }
  const refusal = refusedList(known, list, from)
  if (refusal === 'REMOVED') return reassert(call, known, list)
  if (refusal !== undefined) return [refuse(call, refusal, `${known.name} is managed on ${known.manager}`)]
  const done = answer(call, { type: 'done' })
  if (!isNewer(standingOf(list), known)) return [done]
  if (isUnsaved) {
    state.trust.pendingJoin = list
    return [done]
  }
  return adopt(call, known, list, [done])
}

/** A list newer than the one known runs from now on. */
export function adopt(
  step: Pick<Call, 'state' | 'at' | 'env'>,
  known: Membership,
  list: TrustWelcome,
  then: readonly Effect[],
): Effect[] {
  const self = step.state.identity.serial
  const after = adopted(known, list, self)
  const notices = demotionNotices(known, after, self)
  return changeMembership(step, (program) => void program.trusts.set(known.trustUuid, after), [...notices, ...then])
}

/** Why a list is none of this unit's; `REMOVED` where one says it manages the Trust that this unit, which does, has removed. */
function refusedList(known: Membership, list: TrustWelcome, from: Serial): string | undefined {
  const isKnown = from === known.manager || joinedMembers(known).some(({ serial }) => serial === from)
  if (!isKnown) {
    const wasRemoved = known.members.some(({ serial, state }) => serial === from && state === 'removed')
    return wasRemoved && isNewer(standingOf(list), known) ? 'REMOVED' : 'NOT_TRUST_MANAGER'
  }
  if (list.manager.serial === known.manager || isNewer(standingOf(list), known)) return undefined
  return (list.term ?? 0) === (known.term ?? 0) ? 'TAKEOVER_CONFLICT' : 'NOT_TRUST_MANAGER'
}

/**
 * One that was removed, and had not heard of it, took the Trust over: it cannot. Its manager begins a later term, so that all that
 * followed the other come back, and the other learns what it is.
 */
function reassert(call: Call, known: Membership, { epoch, term = 0 }: TrustWelcome): Effect[] {
  const { state, from } = call
  const refusal = refuse(call, 'NOT_TRUST_MANAGER', `${from} was removed from ${known.name}`)
  if (known.manager !== state.identity.serial) return [refusal]
  const after: Membership = { ...known, term: term + 1, epoch: Math.max(epoch, known.epoch) + 1 }
  state.trust.informed.delete(`${known.trustUuid}/${from}`)
  return changeMembership(call, (program) => void program.trusts.set(known.trustUuid, after), [refusal])
}

/** Manager: its own name and addresses may have changed; the members are told with a new epoch. */
export function ownInfoRenewed(state: MiniserverState): Effect[] {
  const records = applyChanges(state, ownInfoChanges(state))
  return records.length > 0 ? [{ type: 'commit', records, then: [] }] : []
}

function ownInfoChanges({ identity, program }: MiniserverState): Change[] {
  const self = memberInfo(identity)
  return [...program.trusts.values()].flatMap((membership): Change[] => {
    if (membership.manager !== self.serial || membership.ended !== undefined || !differs(membership, self)) return []
    return [{ map: 'trusts', key: membership.trustUuid, entry: renewed(membership, self) }]
  })
}

function sharedWith({ program }: MiniserverState, peer: Serial): Membership[] {
  return [...program.trusts.values()].filter(
    (membership) => membership.ended === undefined && joinedMembers(membership).some(({ serial }) => serial === peer),
  )
}

function standingOf({ epoch, term, manager }: TrustWelcome) {
  return { epoch, manager: manager.serial, ...(term !== undefined && { term }) }
}
