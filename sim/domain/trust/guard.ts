import { permits } from '../access/permits.ts'
import type { Env } from '../miniserver/env.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Serial } from '../program/names.ts'
import type { Stamp } from '../time.ts'
import { peersOf } from './peers.ts'

/**
 * Whether an origin may tell this peer of its users: it is in a Trust with it, and has the right User Management here, directly
 * or through a group, with no deny (R30–R32, AMB-17), also to users it took over (P-191). Peers come over the internal path (§3.3.4) [P].
 */
export function mayShare({
  state,
  from,
  at,
  env,
}: {
  state: MiniserverState
  from: Serial
  at: Stamp
  env: Env
}): boolean {
  if (!peersOf(state.program, state.identity.serial).has(from)) return false
  return permits(state.access, `member:${from}`, 'right:UserManagement', 'internal', at.wallMs, env.zone) === 'allowed'
}
