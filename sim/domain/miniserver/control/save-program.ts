import { RigError } from '../../errors.ts'
import { programFromJson } from '../../program/json.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'
import { runDocument } from './run-document.ts'

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
  return runDocument(context, document)
}
