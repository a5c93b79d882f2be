import { permits } from '../access/permits.ts'
import type { Editor } from '../access/roles.ts'
import { RigError } from '../errors.ts'
import type { ProgramEdit } from '../program/edit.ts'
import type { ObjectKey, Uuid } from '../program/names.ts'
import { controlsOfRule } from '../program/rule-edits.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/**
 * Throws FORBIDDEN where somebody changes a control, or makes, changes or deletes a rule or scene about one, that is
 * not in the reach of that user itself, in the scope of the connection, or puts a control into a room or category that
 * would let the same user operate it in the other scope, too (P-111): the rights Edit User Interface and Automatic
 * Designer give nobody more than he had.
 */
export function checkReach(at: Place, { user, scope }: Editor, edit: ProgramEdit): void {
  const permitted = (object: ObjectKey, where: Editor['scope']) => isPermitted(at, user.uuid, object, where)
  for (const uuid of controlsOf(at.state, edit)) {
    const control = at.state.program.controls.get(uuid)
    if (control === undefined) continue
    const opening = SCOPES.filter((where) => placesOf(edit).some((place) => permitted(place, where)))
    const lacking = [scope, ...opening].find((where) => !permitted(`function:${uuid}`, where))
    if (lacking === undefined) continue
    throw new RigError(
      'FORBIDDEN',
      `"${user.name}" may not operate "${control.name}" (${lacking}), so not change it either.`,
    )
  }
}

type Place = Moment & { readonly state: MiniserverState }

const SCOPES = ['internal', 'external'] as const

function isPermitted({ state, at, env }: Place, user: Uuid, object: ObjectKey, scope: Editor['scope']): boolean {
  return permits(state.access, `user:${user}`, object, scope, at.wallMs, env.zone) === 'allowed'
}

/** Where a control is put. */
function placesOf(edit: ProgramEdit): readonly ObjectKey[] {
  if (edit.type !== 'edit-control') return []
  const { room, category } = edit.change
  return [...(room ? [`room:${room}` as const] : []), ...(category ? [`category:${category}` as const] : [])]
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
