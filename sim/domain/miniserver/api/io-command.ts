import type { Control, User } from '../../program/program.ts'
import type { ApiCommand } from '../api-command.ts'
import type { HistoryEntry } from '../block-state.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import { useKey, visuRing } from './one-time-keys.ts'
import { fitsVisu } from './password.ts'
import { maySee } from './rights.ts'

/**
 * A command to a control (docs/miniserver-protocol.md §2): 404 when there is none, 403 when the user may not see it in this
 * scope, 500 with a wrong visualisation password or for what the control cannot do.
 */
export function io(context: ApiContext, command: Extract<ApiCommand, { type: 'io' }>, user: User): Effect[] {
  const control = findControl(context, command.uuid)
  if (control === undefined) return [reply(context, 404, 'control not found')]
  if (!maySee(context, user, control)) return [reply(context, 403, 'no permission')]
  if (command.visuHash !== undefined && !provesVisu(context, user, command.visuHash)) {
    return [reply(context, 500, 'visualisation password wrong')]
  }
  if (control.kind === 'authentication-nfc-code-touch' && command.action === 'history') {
    const history = context.state.blocks.get(control.reader)?.history ?? []
    return [reply(context, 200, history.map(historyItem))]
  }
  return [reply(context, 500, `${control.kind} cannot do that here`)]
}

/** §3.6.6, as the structure file's documentation spells it: seconds in UTC, newest first. */
function historyItem({ atMs, output, type, user, description }: HistoryEntry) {
  return {
    ts: Math.floor(atMs / 1000),
    output,
    type,
    ...(user === undefined ? {} : { user }),
    ...(description === undefined ? {} : { description }),
  }
}

function findControl({ state }: ApiContext, uuidOrName: string): Control | undefined {
  const { controls } = state.program
  const byUuid = controls.get(uuidOrName.toLowerCase())
  if (byUuid !== undefined) return byUuid
  const name = uuidOrName.toLowerCase()
  return [...controls.values()].find((control) => control.name.toLowerCase() === name)
}

function provesVisu(context: ApiContext, user: User, hash: string): boolean {
  const { visuPassword } = user
  return visuPassword !== undefined && useKey(context, visuRing(user.uuid), fitsVisu(context, visuPassword, hash))
}
