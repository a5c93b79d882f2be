import { RigError } from '../errors.ts'
import { intercomsFor } from '../intercom/authorised.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import { sharesFeature } from '../trust/features.ts'
import type { TrustResult } from '../trust/message.ts'
import { peersOf } from '../trust/peers.ts'
import { answer, ask, type Call } from '../trust/request.ts'
import { type SharedIntercom, type SharedIo, sharedIo, sharedWith } from './shared.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** What the Periphery Search finds at one member. */
export interface Periphery {
  readonly serial: Serial
  readonly ios: readonly SharedIo[]
  readonly intercoms: readonly SharedIntercom[]
}

/**
 * R52 on the unit that searches: asks a member which of its inputs, outputs and Intercoms may be used here. Answers the control request later,
 * with `Periphery` or a code.
 *
 * Throws `NOT_A_MEMBER` for a unit that shares no Trust with this one.
 */
export function searchPeriphery(step: Step, serial: Serial, request: number): Effect[] {
  const { program, identity } = step.state
  if (!peersOf(program, identity.serial).has(serial)) {
    throw new RigError('NOT_A_MEMBER', `${serial} shares no Trust with ${identity.name}`)
  }
  return ask(step, { to: serial, then: { type: 'search-periphery', request } }, { type: 'search-periphery' })
}

/** To a member that searches: what it may use, and of nothing else that it is there. */
export function peripherySearched(call: Call): Effect[] {
  const ios = sharedWith(call, call.from).map(sharedIo)
  const { program, identity } = call.state
  const shared = sharesFeature(program, identity, call.from, 'intercom') ? intercomsFor(program, call.from) : []
  const intercoms = shared.map(({ uuid, name, version }) => ({ uuid, name, version }))
  return [answer(call, { type: 'periphery', ios, ...(intercoms.length > 0 && { intercoms }) })]
}

export function peripheryAnswered(from: Serial, request: number, result: TrustResult): Effect[] {
  if (!result.ok) return [{ type: 'control-reply', request, reply: result }]
  const { value } = result
  const reply =
    value.type === 'periphery'
      ? ({
          ok: true,
          value: { serial: from, ios: value.ios, intercoms: value.intercoms ?? [] } satisfies Periphery,
        } as const)
      : ({ ok: false, code: 'FRAME_MALFORMED', message: 'the peer answered something else' } as const)
  return [{ type: 'control-reply', request, reply }]
}
