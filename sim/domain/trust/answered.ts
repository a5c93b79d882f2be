import { ringTold } from '../intercom/gate.ts'
import { answerTaken } from '../intercom/member.ts'
import { lookAnswered, streamLeft, streamOpened } from '../intercom/view.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial, Uuid } from '../program/names.ts'
import { followAnswered, setAnswered } from '../trust-io/follower.ts'
import { valuesAnswered } from '../trust-io/host.ts'
import { peripheryAnswered } from '../trust-io/search.ts'
import { changeAnswered } from './change-answered.ts'
import { subscribeAnswered } from './consumer.ts'
import { discoverAnswered } from './discover.ts'
import { hasLeft } from './farewell.ts'
import { joinAnswered } from './join.ts'
import { linkAnswered } from './link.ts'
import type { TrustResult } from './message.ts'
import { offerAnswered } from './offer.ts'
import { noteAnswer } from './peer-links.ts'
import { acknowledged } from './producer.ts'
import { type Call, settle } from './request.ts'
import type { PendingRequest } from './state.ts'
import { handOverAnswered, takeOverAnswered } from './take-over.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** Goes on with what a peer answers. A repeated or unexpected answer changes nothing. */
export function answered(step: Step, from: Serial, id: string, result: TrustResult): Effect[] {
  const pending = settle(step.state, from, id)
  if (pending === undefined) return []
  if (pending.askedMonotonicMs !== undefined) {
    noteAnswer(step.state.trust, from, step.at.monotonicMs - pending.askedMonotonicMs)
  }
  return [{ type: 'cancel-timer', timer: `trust/request/${id}` }, ...goOn(step, from, id, pending.then, result)]
}

function goOn(step: Step, from: Serial, id: string, then: PendingRequest['then'], result: TrustResult): Effect[] {
  switch (then.type) {
    case 'join':
      return joinAnswered(step.state, then.request, result)
    case 'discover':
      return discoverAnswered(then.request, result)
    case 'offer':
      return offerAnswered(step, from, then.by, result)
    case 'link':
      return linkAnswered(step.state, from, then.by, result)
    case 'subscribe':
      return subscribeAnswered(step, from, then, result)
    case 'feed':
    case 'heartbeat':
      return acknowledged(step.state, from, result)
    case 'members':
      return listAnswered(step, from, then, result)
    case 'take-over':
      return takeOverAnswered(step, from, then.request, result)
    case 'owned':
      if (result.ok) step.state.trust.informed.set(`owned/${from}`, then.news)
      return []
    case 'announce':
      return []
    case 'change-user':
      return changeAnswered(step, { to: from, id, by: then.by }, result)
    case 'hand-over':
      return handOverAnswered(step, from, then, result)
    case 'search-periphery':
      return peripheryAnswered(from, then.request, result)
    case 'follow':
      return followAnswered(step, from, id, result)
    case 'values':
      return valuesAnswered(step, from, then, result)
    case 'set-values':
      return setAnswered(step, from, then, result)
    case 'ring':
      return ringTold(step, from, then, result)
    case 'ring-ended':
    case 'look-over':
      return []
    case 'look':
      return lookAnswered(step, from, then.asker, result)
    case 'ring-answered':
      return answerTaken(step, then, result)
    case 'open-stream':
      return streamOpened(then.request, result)
    case 'close-stream':
      return streamLeft(then.request, result)
    case 'farewell':
      step.state.trust.informed.set(`${then.trustUuid}/${from}`, then.news)
      return []
  }
}

/** A member has the list, or says that it has left meanwhile. */
function listAnswered(
  step: Step,
  from: Serial,
  { trustUuid, news }: { readonly trustUuid: Uuid; readonly news: string },
  result: TrustResult,
): Effect[] {
  if (result.ok) step.state.trust.informed.set(`${trustUuid}/${from}`, news)
  const membership = step.state.program.trusts.get(trustUuid)
  if (result.ok || result.code !== 'NOT_A_MEMBER' || membership === undefined) return []
  return membership.manager === step.state.identity.serial ? hasLeft(step, membership, from, []) : []
}
