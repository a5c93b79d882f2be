import { RigError } from '../../errors.ts'
import { hasAdministrator } from '../../program/administrators.ts'
import type { Program, User } from '../../program/program.ts'
import { savedMembership } from '../../trust/saved-membership.ts'
import { replaceProgram } from '../change-program.ts'
import type { Effect } from '../effect.ts'
import { keepOperatingModes } from '../operating-mode.ts'
import { keepUsedUp } from '../use-up.ts'
import type { ControlContext } from './context.ts'
import { revisionAnswer } from './revision-answer.ts'

/**
 * A document becomes the running program, as the revision after it, and the unit restarts (§3.2).
 *
 * Throws LAST_ADMINISTRATOR, with nothing changed, where nobody would be left to administer the unit (I6).
 */
export function runDocument(context: ControlContext, document: Program): Effect[] {
  const { state } = context
  keepReplicas(document, state.program)
  keepOperatingModes(document, state.program)
  keepUsedUp(document, state.program)
  if (!hasAdministrator(document)) {
    throw new RigError(
      'LAST_ADMINISTRATOR',
      `with this document ${state.identity.name} would have no local administrator`,
    )
  }
  savedMembership(state, document)
  return replaceProgram(context, document, (rev) => [revisionAnswer(context, rev)], [{ type: 'restart' }])
}

/**
 * What an origin says of its users does not raise the revision, so a document may be behind in it: the running program
 * wins. A user who has not come yet is a name without credentials, whatever the document claims.
 */
function keepReplicas(document: Program, running: Program): void {
  for (const user of document.users.values()) {
    if (user.origin === undefined) continue
    const record = running.users.get(user.uuid) ?? stub(user)
    document.users.set(user.uuid, withOwnAttributes(record, user))
  }
}

function stub({ uuid, name, origin, profile }: User): User {
  const none = { tags: [], ibuttons: [], externalIds: [], groups: [], nfcCodeTouchId: '' }
  return { uuid, name, ...(origin !== undefined && { origin }), ...none, profile, status: { state: 'enabled' } }
}

/** The origin's record as it runs, with what the document says of this Miniserver's own about the replica (§3.3.7). */
function withOwnAttributes(running: User, { nfcCodeTouchId, groups, disabledHere }: User): User {
  const { disabledHere: _running, ...record } = running
  return { ...record, nfcCodeTouchId, groups, ...(disabledHere !== undefined && { disabledHere }) }
}
