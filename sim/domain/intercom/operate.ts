import { RigError } from '../errors.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Uuid } from '../program/names.ts'
import { bellOf, type IntercomBlock, type IntercomStep, muteBell, stopBell } from './bell.ts'
import { flowing } from './flowing.ts'
import { tellHost } from './member.ts'
import type { Call } from './state.ts'

/** What somebody does at a block, whose permission for it was asked before. */
export const BELL_ACTIONS = ['answer', 'reject', 'hang-up', 'mute', 'unmute'] as const
export type BellAction = (typeof BELL_ACTIONS)[number]

/**
 * Answering and rejecting end the ring of this unit alone, at all its devices (§3.10); who answered has the picture until hanging up.
 *
 * Throws INVALID where nobody rings, or nobody of this name is in a call.
 */
export function operateBell(step: IntercomStep, block: IntercomBlock, action: BellAction, by: Uuid): Effect[] {
  switch (action) {
    case 'mute':
    case 'unmute':
      return flowing(step, muteBell(step, block, action === 'mute'))
    case 'hang-up':
      return hangUp(step, block, by)
    case 'answer':
    case 'reject':
      return endRing(step, block, action === 'answer' ? 'answered' : 'rejected', by)
  }
}

function endRing(step: IntercomStep, block: IntercomBlock, how: 'answered' | 'rejected', by: Uuid): Effect[] {
  const bell = bellOf(step, block)
  if (bell.ring === undefined) throw new RigError('INVALID', `"${block.name}" does not ring.`)
  const ring = bell.ring.id
  if (how === 'answered') bell.call = { ring, by }
  const stopped = flowing(step, stopBell(step, block, how))
  return [...stopped, ...tellHost(step, block, { ring, how, by })]
}

function hangUp(step: IntercomStep, block: IntercomBlock, by: Uuid): Effect[] {
  const bell = bellOf(step, block)
  if (bell.call?.by !== by) throw new RigError('INVALID', `Nobody of that name has answered "${block.name}".`)
  return endCall(step, block, bell.call)
}

/** Somebody hung up, or may not be in the call any more. */
export function endCall(step: IntercomStep, block: IntercomBlock, { ring, by }: Call): Effect[] {
  bellOf(step, block).call = undefined
  return tellHost(step, block, { ring, how: 'hung-up', by })
}
