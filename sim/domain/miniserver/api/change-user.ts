import type { ProgramEdit, UserChange } from '../../program/edit.ts'
import type { Serial } from '../../program/names.ts'
import type { User } from '../../program/program.ts'
import { askOrigin, checkMayAsk } from '../../trust/ask-origin.ts'
import type { AskedBy } from '../../trust/asked-by.ts'
import { type AskedChange, askedChange, ownFields } from '../../trust/asked-change.ts'
import { changeProgram } from '../change-program.ts'
import type { Effect } from '../effect.ts'
import { reply } from './context.ts'
import { counted, done, editorOf, type Managing, mustEdit, mustSee } from './manage.ts'
import { neverSeen } from './never-seen.ts'
import { userJson } from './user-json.ts'

/** A change of a user, and what the client is told when it is made. */
export interface UserEdit {
  readonly user: User
  readonly change: UserChange
  /** Edits that belong to it. */
  readonly others?: readonly ProgramEdit[]
  /** Answered with the user in full; otherwise with nothing. */
  readonly shows?: boolean
  readonly codeIsShared?: boolean
  readonly tagIsNew?: boolean
}

/** Throws, and counts it, unless the caller may change a user like this, whoever carries it out (§3.4.6). */
export function mustChange(context: Managing, { user, change, others = [] }: UserEdit): void {
  const asked = user.origin === undefined ? undefined : askedChange(user, change)
  if (user.origin !== undefined && asked !== undefined) {
    mustSee(context, user)
    const { origin } = user
    counted(context, () => checkMayAsk(context, editorOf(context), { user, origin, change: asked }))
  }
  mustEdit(context, ownEdits(user, change, others))
}

/**
 * Changes a user: one of this Miniserver at once, one of another by asking that for what is its word (§3.3.7), and then whatever of
 * the change is this one's own. The client is answered when it is done. Throws as `mustChange`.
 */
export function changeUser(context: Managing, edit: UserEdit): Effect[] {
  mustChange(context, edit)
  const { user, change, others = [], shows = false, codeIsShared = false, tagIsNew = false } = edit
  const edits = ownEdits(user, change, others)
  const asked = user.origin === undefined ? undefined : askedChange(user, change)
  if (user.origin === undefined || asked === undefined) {
    const answer = () => answered(context, edit)
    return edits.length === 0 ? answer() : changeProgram(context, edits, answer)
  }
  const by = { ...askedBy(context, user.uuid), rest: edits, codeIsShared, tagIsNew, ...(shows && { shows: asked }) }
  return askOrigin(context, { user, origin: user.origin, change: asked }, by)
}

/** The same for a user that is not known here, at the unit it was made by. */
export function changeUserAt(context: Managing, origin: Serial, uuid: string, change: AskedChange): Effect[] {
  return askOrigin(context, { user: { uuid, name: uuid }, origin, change }, { ...askedBy(context, uuid), rest: [] })
}

function askedBy({ session, request, user }: Managing, uuid: string) {
  const editor = { user: user.uuid, scope: session.scope }
  return { via: 'api', session: session.id, request, editor, user: uuid } as const satisfies Partial<AskedBy>
}

function answered(context: Managing, { user, shows, codeIsShared, tagIsNew }: UserEdit): Effect[] {
  const notices = tagIsNew === true ? [neverSeen(user)] : []
  if (shows !== true) return [done(context, codeIsShared === true ? 201 : 200), ...notices]
  const after = context.state.program.users.get(user.uuid)
  if (after === undefined) throw new TypeError('a user that was edited is there')
  return [reply(context, 200, userJson(context, after)), ...notices]
}

/** What of it this unit carries out itself. */
function ownEdits(user: User, change: UserChange, others: readonly ProgramEdit[]): ProgramEdit[] {
  const own = user.origin === undefined ? change : ownFields(change)
  const edit: ProgramEdit = { type: 'edit-user', uuid: user.uuid, change: own }
  return [...(Object.keys(own).length === 0 ? [] : [edit]), ...others]
}
