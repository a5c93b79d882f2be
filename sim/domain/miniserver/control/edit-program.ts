import { applyEdit, type ProgramEdit } from '../../program/edit.ts'
import { copyProgram } from '../../program/empty.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'
import { replaceProgram } from './replace-program.ts'

/** Changes from the App: all of them or none apply to the running program at once; open documents become stale (§3.2, AMB-16). */
export function editProgram(context: ControlContext, edits: readonly ProgramEdit[]): Effect[] {
  const { program, identity } = context.state
  const changed = copyProgram(program)
  for (const edit of edits) applyEdit(changed, edit, identity)
  return replaceProgram(context, changed)
}
