import { RigError } from '../errors.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Env } from '../miniserver/env.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import { mayShare } from './guard.ts'
import type { Discovered, TrustResult } from './message.ts'
import { peersOf } from './peers.ts'
import { answer, ask, type Call, refuse } from './request.ts'
import { isShareable } from './sharing.ts'

/**
 * R34 on the consumer: asks a peer for what may be added. Answers the control request later, with `Discovered` or a code.
 *
 * Throws `NOT_A_MEMBER` for a unit that shares no Trust with this one.
 */
export function discoverPeer(state: MiniserverState, serial: Serial, request: number, at: Stamp, env: Env): Effect[] {
  if (!peersOf(state.program, state.identity.serial).has(serial)) {
    throw new RigError('NOT_A_MEMBER', `${serial} shares no Trust with ${state.identity.name}`)
  }
  return ask({ state, at, env }, { to: serial, then: { type: 'discover', request } }, { type: 'discover' })
}

/** The origin's answer to a consumer: its own users and shareable groups, never another's (AMB-18). `FORBIDDEN` without the right (R30). */
export function discover(call: Call): Effect[] {
  const { state, from } = call
  if (!mayShare(call))
    return [refuse(call, 'FORBIDDEN', `${from} has no User Management right at ${state.identity.name}`)]
  const named = ({ uuid, name }: { uuid: string; name: string }) => ({ uuid, name })
  const discovered: Discovered = {
    serial: state.identity.serial,
    users: [...state.program.users.values()].filter(({ origin }) => origin === undefined).map(named),
    groups: [...state.program.groups.values()].filter(isShareable).map(named),
  }
  return [answer(call, { type: 'discovered', discovered })]
}

export function discoverAnswered(request: number, result: TrustResult): Effect[] {
  if (!result.ok) return [{ type: 'control-reply', request, reply: result }]
  const { value } = result
  const reply =
    value.type === 'discovered'
      ? ({ ok: true, value: value.discovered } as const)
      : ({ ok: false, code: 'FRAME_MALFORMED', message: 'the peer answered something else' } as const)
  return [{ type: 'control-reply', request, reply }]
}
