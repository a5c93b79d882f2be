import { RigError } from '../../errors.ts'
import { programFromJson } from '../../program/json.ts'
import type { Program, User } from '../../program/program.ts'
import { savedMembership } from '../../trust/saved-membership.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './control.ts'
import { replaceProgram } from './replace-program.ts'

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
  savedMembership(state, document)
  return replaceProgram(context, document, [{ type: 'restart' }])
}

/** What an origin says of its users does not raise the revision, so a document may be behind in it: the running program wins. */
function keepReplicas(document: Program, running: Program): void {
  for (const user of document.users.values()) {
    const now = running.users.get(user.uuid)
    if (user.origin === undefined || now === undefined) continue
    document.users.set(user.uuid, withOwnAttributes(now, user))
  }
}

/** The origin's record as it runs, with what the document says of this Miniserver's own about the replica (§3.3.7). */
function withOwnAttributes(running: User, { nfcCodeTouchId, groups, disabledHere }: User): User {
  const { disabledHere: _running, ...record } = running
  return { ...record, nfcCodeTouchId, groups, ...(disabledHere !== undefined && { disabledHere }) }
}
