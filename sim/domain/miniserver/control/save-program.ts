import { RigError } from '../../errors.ts'
import { hasAdministrator } from '../../program/administrators.ts'
import { programFromJson } from '../../program/json.ts'
import type { Program, User } from '../../program/program.ts'
import { savedMembership } from '../../trust/saved-membership.ts'
import { replaceProgram } from '../change-program.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'
import { revisionAnswer } from './revision-answer.ts'

/**
 * "Save in Miniserver": the document becomes the running program, and the unit restarts (§3.2).
 *
 * Throws STALE_DOCUMENT where the document was not loaded from the running revision (C34), INVALID where it is no program.
 */
export function saveProgram(context: ControlContext, json: unknown): Effect[] {
  const { state } = context
  const document = programFromJson(json)
  const running = state.program
  if (document.rev !== running.rev) {
    const sentence = `the document was loaded from revision ${document.rev}, ${state.identity.name} runs ${running.rev}; load again and repeat the change`
    throw new RigError('STALE_DOCUMENT', sentence)
  }
  keepReplicas(document, running)
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
 * What an origin says of its users does not raise the revision, so a document may be behind in it: the running program wins.
 * A user who has not come yet is a name without credentials, whatever the document claims.
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
