import { checkMayAskOrigin, type Editor } from '../access/roles.ts'
import { RigError } from '../errors.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Serial } from '../program/names.ts'
import type { User } from '../program/program.ts'
import type { AskedBy } from './asked-by.ts'
import { type AskedChange, isOfSecrets } from './asked-change.ts'
import { peersOf } from './peers.ts'
import { ask, type Call } from './request.ts'

type Step = Pick<Call, 'state' | 'at' | 'env'>

/** A user of another unit, and what of it is to be changed. */
export interface Asked {
  readonly user: Pick<User, 'uuid' | 'name'>
  readonly origin: Serial
  readonly change: AskedChange
}

/** Throws FORBIDDEN unless the editor may change a user here like this, whoever then carries it out (§3.4.6). */
export function checkMayAsk({ state }: Pick<Step, 'state'>, editor: Editor, { user, change }: Asked): void {
  checkMayAskOrigin(state.program, editor, user.uuid, isOfSecrets(change))
}

/**
 * Asks the origin of a user for a change (§3.3.7, P-30); `changeAnswered` or `originUnreachable` go on with it. Nothing changes here
 * until the origin's feed says so.
 *
 * Throws CONNECTION_FAILED for a unit that shares no Trust with this one.
 */
export function askOrigin(step: Step, { user, origin, change }: Asked, by: AskedBy): Effect[] {
  const { state } = step
  if (!peersOf(state.program, state.identity.serial).has(origin)) {
    throw new RigError(
      'CONNECTION_FAILED',
      `"${user.name}" belongs to Miniserver ${origin}, which is in no Trust with this one.`,
    )
  }
  const isOwn = by.editor.user === user.uuid && isOfSecrets(change)
  return ask(
    step,
    { to: origin, then: { type: 'change-user', by } },
    { type: 'change-user', uuid: user.uuid, isOwn, change },
  )
}
