import { bellOf, type IntercomBlock } from '../../intercom/bell.ts'
import { operateBell } from '../../intercom/operate.ts'
import type { User } from '../../program/program.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'

const MUTES: Readonly<Record<string, 'mute' | 'unmute'>> = { 'mute/1': 'mute', 'mute/0': 'unmute' }

/**
 * A command to an Intercom (docs/miniserver-protocol.md §2.5): `answer`, after which it rings no more here, and of IntercomV2
 * `mute/{0|1}`; 500 for any other.
 */
export function intercomCommand(context: ApiContext, block: IntercomBlock, action: string, user: User): Effect[] {
  const mute = block.version === 2 ? MUTES[action] : undefined
  if (mute !== undefined) return [reply(context, 200, '1'), ...operateBell(context, block, mute, user.uuid)]
  if (action !== 'answer') return [reply(context, 500, `${block.kind} cannot do that here`)]
  const isRinging = bellOf(context, block).ring !== undefined
  return [reply(context, 200, '1'), ...(isRinging ? operateBell(context, block, 'answer', user.uuid) : [])]
}
