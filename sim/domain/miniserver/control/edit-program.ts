import { RigError } from '../../errors.ts'
import type { ProgramEdit } from '../../program/edit.ts'
import { changeProgram } from '../change-program.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'
import { revisionAnswer } from './revision-answer.ts'

/**
 * Changes from the App, each only by whoever may make it: all of them or none apply to the running program at once; open documents
 * become stale (§3.2, AMB-16). None at all is INVALID: documents would become stale by it.
 */
export function editProgram(context: ControlContext, edits: readonly ProgramEdit[]): Effect[] {
  if (edits.length === 0) throw new RigError('INVALID', 'There is nothing to change.')
  return changeProgram(context, edits, (rev) => [revisionAnswer(context, rev)])
}
