import type { ProgramEdit } from '../../program/edit.ts'
import { changeProgram } from '../change-program.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'
import { revisionAnswer } from './revision-answer.ts'

/** Changes from the App: all of them or none apply to the running program at once; open documents become stale (§3.2, AMB-16). */
export function editProgram(context: ControlContext, edits: readonly ProgramEdit[]): Effect[] {
  return changeProgram(context, edits, (rev) => [revisionAnswer(context, rev)])
}
