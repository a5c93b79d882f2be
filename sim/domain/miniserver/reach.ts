import { permits } from '../access/permits.ts'
import type { Editor } from '../access/roles.ts'
import { RigError } from '../errors.ts'
import type { ProgramEdit } from '../program/edit.ts'
import type { Uuid } from '../program/names.ts'
import { controlsOfRule } from '../program/rule-edits.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/**
 * Throws FORBIDDEN where somebody changes a control, or makes, changes or deletes a rule or scene about one, that is
 * not in the reach of that user itself, in the scope of the connection (P-111): the rights Edit User Interface and
 * Automatic Designer open no control to anybody.
 */
export function checkReach({ state, at, env }: Moment & { state: MiniserverState }, editor: Editor, edit: ProgramEdit) {
  const { user, scope } = editor
  for (const uuid of controlsOf(state, edit)) {
    const control = state.program.controls.get(uuid)
    if (control === undefined) continue
    const permission = permits(state.access, `user:${user.uuid}`, `function:${uuid}`, scope, at.wallMs, env.zone)
    if (permission === 'allowed') continue
    throw new RigError(
      'FORBIDDEN',
      `"${user.name}" may not operate "${control.name}" (${scope}), so not change it either.`,
    )
  }
}

/** The controls an edit is about; of a rule both those of before and those it shall have. */
function controlsOf({ program }: MiniserverState, edit: ProgramEdit): readonly Uuid[] {
  switch (edit.type) {
    case 'edit-control':
      return [edit.uuid]
    case 'add-rule':
      return controlsOfRule(edit.rule)
    case 'edit-rule': {
      const { trigger, actions = [] } = edit.change
      return [...ofRule(program.rules.get(edit.uuid)), ...controlsOfRule({ actions, ...(trigger && { trigger }) })]
    }
    case 'delete-rule':
      return ofRule(program.rules.get(edit.uuid))
    default:
      return []
  }
}

function ofRule(rule: Parameters<typeof controlsOfRule>[0] | undefined): readonly Uuid[] {
  return rule === undefined ? [] : controlsOfRule(rule)
}
