import { RigError, type RigErrorCode } from '../errors.ts'
import type { ControlContext } from '../miniserver/control/context.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import { requireJoinable } from './eligibility.ts'
import { readKeyFile } from './key-file.ts'
import { memberInfo } from './lifecycle.ts'
import type { TrustResult } from './message.ts'
import { addressOf } from './peers.ts'
import { ask, unreachable } from './request.ts'

/**
 * T5 on the member: takes up contact with the manager that the key file names. Answers the control request later, with
 * `{ trustUuid, name, manager, members }` or a code; until the manager said welcome nothing changes here (R23).
 *
 * `claims` plays a unit that gives itself out for another, which its certificate contradicts (C2).
 *
 * Throws what shows without asking: `KEY_REQUIRED`, `KEY_INVALID`, `GEN1_NOT_SUPPORTED`, `FIRMWARE_TOO_OLD`,
 * `MEMBER_IS_MANAGER`, `HTTPS_PORT_REQUIRED`, `CONNECTION_FAILED`.
 */
export function joinTrust(
  { state, request, at, env }: Pick<ControlContext, 'state' | 'request' | 'at' | 'env'>,
  { keyFile, claims }: { readonly keyFile: string; readonly claims?: Serial },
): Effect[] {
  const member = memberInfo(state.identity)
  requireJoinable(member)
  const key = readKeyFile(keyFile, env)
  if (key.managerSerial === member.serial) {
    throw new RigError('MEMBER_IS_MANAGER', `${member.name} manages ${key.trustName} itself`)
  }
  // The answer comes over a connection of the manager's own, so a unit without an HTTPS port cannot take part (R29).
  if (addressOf(member) === undefined) {
    throw new RigError('HTTPS_PORT_REQUIRED', `${member.name} has no HTTPS port; without one there is no Trust`)
  }
  const address = key.managerAddrs.int ?? key.managerAddrs.ext
  if (address === undefined) {
    throw new RigError('CONNECTION_FAILED', `the key file names no address of the manager ${key.managerSerial}`)
  }
  const { trustUuid, generation, secret } = key
  const then = { type: 'join', request } as const
  return ask(
    { state, at, env },
    { to: key.managerSerial, then },
    { type: 'join', trustUuid, generation, secret, member: { ...member, serial: claims ?? member.serial } },
    address,
  )
}

/** The manager answered: this unit is JOINED_UNSAVED until its program is saved (R24), or why it is not. */
export function joinAnswered(state: MiniserverState, request: number, result: TrustResult): Effect[] {
  if (!result.ok) return [failed(request, result.code, result.message)]
  if (result.value.type !== 'welcome')
    return [failed(request, 'FRAME_MALFORMED', 'the manager answered something else')]
  const { trustUuid, name, epoch, manager, members } = result.value.welcome
  const known = state.program.trusts.get(trustUuid)
  if (known === undefined || known.ended !== undefined) state.trust.pendingJoin = result.value.welcome
  return [
    { type: 'notice', name: 'trust-joined', data: { trust: name, manager: manager.serial, epoch } },
    { type: 'control-reply', request, reply: { ok: true, value: { trustUuid, name, manager, members } } },
  ]
}

/** `reason` as the link gives it; one that begins with a code of its own keeps it. */
export function requestFailed(request: number, reason: string): Effect {
  const code = LINK_CODES.find((each) => reason.startsWith(each)) ?? 'CONNECTION_FAILED'
  return failed(request, code, unreachable(reason))
}

const LINK_CODES = ['CERT_MISMATCH', 'HTTPS_PORT_REQUIRED', 'PORT_NOT_FORWARDED'] as const satisfies RigErrorCode[]

function failed(request: number, code: string, message: string): Effect {
  return { type: 'control-reply', request, reply: { ok: false, code, message } }
}
