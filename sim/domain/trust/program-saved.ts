import { intercomsProgramChanged } from '../intercom/step.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Env } from '../miniserver/env.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import { unsecuredTold } from '../miniserver/unsecured.ts'
import type { Replacement } from '../program/change.ts'
import type { Stamp } from '../time.ts'
import { trustIoProgramChanged } from '../trust-io/step.ts'
import { membershipNotices } from './change-membership.ts'
import { ownInfoRenewed } from './members.ts'
import type { Membership } from './membership.ts'
import { news } from './news.ts'
import { resubscribed } from './owned-elsewhere.ts'
import { noteTakenOver } from './ownership.ts'
import { partnersOf } from './peers.ts'
import { programChanged } from './producer.ts'
import { forgetStrangers } from './strangers.ts'

/**
 * A changed program runs: saved, or changed from the App; these changes were carried out on it. Members, consumers and origins are told what concerns them.
 * Effects begin with a commit where there is one; put the program's own records in the same batch (`inOneBatch`).
 */
export function trustProgramSaved(
  state: MiniserverState,
  changes: readonly Replacement[],
  at: Stamp,
  env: Env,
): Effect[] {
  const step = { state, at, env }
  const { trust, program } = state
  const { pendingJoin } = trust
  if (pendingJoin !== undefined && isMember(program.trusts.get(pendingJoin.trustUuid))) trust.pendingJoin = undefined
  noteTakenOver(
    state,
    changes.flatMap((change) => (change.map === 'users' ? [change.key] : [])),
  )
  return [
    ...ownInfoRenewed(state),
    ...unsecuredTold(state, env, changes),
    ...forgetStrangers(state),
    ...programChanged(step, changes),
    ...trustIoProgramChanged(step, changes),
    ...intercomsProgramChanged(step),
    ...resubscribed(step, changes),
    ...membershipNotices(changes, state.identity.serial),
    ...[...partnersOf(program, state.identity.serial)].flatMap((peer) => news(step, peer)),
  ]
}

const isMember = (membership: Membership | undefined): boolean =>
  membership !== undefined && membership.ended === undefined
