import { RigError } from '../../errors.ts'
import { type IntercomBlock, isIntercom } from '../../intercom/bell.ts'
import { operateBell } from '../../intercom/operate.ts'
import { leaveIntercom, viewIntercom } from '../../intercom/view.ts'
import { maySee } from '../api/rights.ts'
import type { Effect } from '../effect.ts'
import type { ControlCommand } from './command.ts'
import type { ControlContext } from './context.ts'

/**
 * What a person does at an Intercom with an App, for which Loxone documents no command, or one to the Intercom itself.
 *
 * Throws NOT_FOUND, FORBIDDEN without the permission for the block, and what `operateBell` and `viewIntercom` throw.
 */
export function atIntercom(
  context: ControlContext,
  command: Extract<ControlCommand, { type: 'intercom' | 'close-stream' }>,
): Effect[] {
  const { editor, request } = context
  const block = permittedBlock(context, command.uuid)
  const by = editor.user.uuid
  const viewing = { ...context, by }
  if (command.type === 'close-stream') return leaveIntercom(viewing, block, command.stream)
  if (command.action === 'open-stream') return viewIntercom(viewing, block)
  const effects = operateBell(context, block, command.action, by)
  return [{ type: 'control-reply', request, reply: { ok: true, value: {} } }, ...effects]
}

function permittedBlock(context: ControlContext, uuid: string): IntercomBlock {
  const { state, at, env, editor } = context
  const block = state.program.controls.get(uuid)
  if (!isIntercom(block)) throw new RigError('NOT_FOUND', `There is no Intercom ${uuid}.`)
  const session = { scope: editor.scope }
  if (maySee({ state, at, env, session }, editor.user, block)) return block
  throw new RigError('FORBIDDEN', `"${editor.user.name}" may not use "${block.name}".`)
}
