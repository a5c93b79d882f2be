import { checkMayEdit } from '../../access/roles.ts'
import { RigError } from '../../errors.ts'
import { draftOf } from '../../program/draft.ts'
import { applyEdit, type ProgramEdit } from '../../program/edit.ts'
import type { Program } from '../../program/program.ts'
import { type Asked, askOrigin, checkMayAsk } from '../../trust/ask-origin.ts'
import { askedChange, ownFields } from '../../trust/asked-change.ts'
import { changeProgram } from '../change-program.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'
import { revisionAnswer } from './revision-answer.ts'

/**
 * Changes from the App, each only by whoever may make it: all of them or none apply to the running program at once; open documents
 * become stale (§3.2, AMB-16). None at all is INVALID: documents would become stale by it.
 *
 * What only the origin of a user can change, it is asked for first, of one user at a time; the rest follows when it has answered
 * (§3.3.7). CONNECTION_FAILED where it does not.
 */
export function editProgram(context: ControlContext, edits: readonly ProgramEdit[]): Effect[] {
  if (edits.length === 0) throw new RigError('INVALID', 'There is nothing to change.')
  const [asked, ...more] = edits.flatMap((edit) => askedBy(context.state.program, edit))
  if (asked === undefined) return changeProgram(context, edits, (rev) => [revisionAnswer(context, rev)])
  if (more.length > 0) throw new RigError('INVALID', 'Change users of other Miniservers one at a time.')
  const rest = edits.flatMap((edit) => ownPart(context.state.program, edit))
  checkMayAsk(context, context.editor, asked)
  checkRest(context, rest)
  const { request, editor } = context
  return askOrigin(context, asked, {
    via: 'control',
    request,
    editor: { user: editor.user.uuid, scope: editor.scope },
    rest,
  })
}

/** Throws what carrying it out would throw, before anybody is asked. */
function checkRest({ state, editor }: ControlContext, rest: readonly ProgramEdit[]): void {
  const draft = draftOf(state.program)
  for (const edit of rest) {
    checkMayEdit(draft, editor, edit)
    applyEdit(draft, edit, state.identity)
  }
}

function askedBy(program: Program, edit: ProgramEdit): Asked[] {
  const user = edit.type === 'edit-user' ? program.users.get(edit.uuid) : undefined
  if (edit.type !== 'edit-user' || user?.origin === undefined) return []
  const change = askedChange(user, edit.change)
  return change === undefined ? [] : [{ user, origin: user.origin, change }]
}

function ownPart(program: Program, edit: ProgramEdit): ProgramEdit[] {
  if (askedBy(program, edit).length === 0 || edit.type !== 'edit-user') return [edit]
  const change = ownFields(edit.change)
  return Object.keys(change).length === 0 ? [] : [{ ...edit, change }]
}
