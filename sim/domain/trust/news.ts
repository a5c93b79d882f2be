import { intercomCatchUp } from '../intercom/step.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { trustIoCatchUp } from '../trust-io/step.ts'
import { announce } from './announce.ts'
import { inOneBatch } from './apply.ts'
import { sayFarewell } from './farewell.ts'
import { tellMembers } from './members.ts'
import type { Membership } from './membership.ts'
import { tellOwnership } from './ownership.ts'
import { partnersOf } from './peers.ts'
import { remind } from './producer.ts'
import type { Call } from './request.ts'
import { subscribe } from './subscribe.ts'
import { offerHandOver } from './take-over.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** Where a Trust changed by it, all others concerned are told once that is durable; `but` has its answer. */
export function withNews(
  step: Step,
  before: readonly Membership[],
  effects: Effect[],
  but: Serial | undefined,
): Effect[] {
  const { program, identity } = step.state
  const after = [...program.trusts.values()]
  if (after.length === before.length && after.every((each, at) => each === before[at])) return effects
  const partners = [...partnersOf(program, identity.serial)].filter((partner) => partner !== but)
  const then = partners.flatMap((partner) => news(step, partner))
  return inOneBatch([], [...effects, { type: 'commit', records: [], then }])
}

/** Does what is still outstanding with a peer: as its consumer, as its origin, as its manager. */
export function catchUp(step: Step, peer: Serial): Effect[] {
  return [
    ...subscribe(step, peer),
    ...remind(step, peer),
    ...trustIoCatchUp(step, peer),
    ...intercomCatchUp(step, peer),
    ...news(step, peer),
  ]
}

/** What there is to tell a unit of who is in a Trust, itself among them. */
export function news(step: Step, peer: Serial): Effect[] {
  return [
    ...announce(step, peer),
    ...tellMembers(step, peer),
    ...sayFarewell(step, peer),
    ...offerHandOver(step, peer),
    ...tellOwnership(step, peer),
  ]
}
