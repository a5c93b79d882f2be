import { isIntercom } from '../../intercom/bell.ts'
import type { Control, User } from '../../program/program.ts'
import { isIo } from '../../trust-io/value.ts'
import type { ApiCommand } from '../api-command.ts'
import type { Effect } from '../effect.ts'
import { type ApiContext, reply } from './context.ts'
import { intercomCommand } from './intercom-command.ts'
import { keypadCommand } from './keypad-command.ts'
import { maySee } from './rights.ts'
import { findScene } from './scenes.ts'
import { setIo } from './set-io.ts'
import { carryOutScene, operateSwitch } from './switch-command.ts'
import { provesVisu, WRONG_VISU_PASSWORD } from './visu-password.ts'

type IoCommand = Extract<ApiCommand, { type: 'io' }>

/**
 * A command to a control (docs/miniserver-protocol.md §2): 404 when there is none, 403 when the user may not see it in this
 * scope, 500 without the right User Interface Password, where it needs one, or for what the control cannot do.
 */
export function io(context: ApiContext, command: IoCommand, user: User): Effect[] {
  const control = findControl(context, command.uuid)
  if (control === undefined) return scene(context, command, user)
  if (!maySee(context, user, control)) return [reply(context, 403, 'no permission')]
  if (!isUnlocked(context, command, control, user)) return [reply(context, 500, WRONG_VISU_PASSWORD)]
  if (control.kind === 'authentication-nfc-code-touch') {
    const isProved = command.visuHash !== undefined
    return keypadCommand(context, control, { action: command.action, isProved }, user)
  }
  if (control.kind === 'switch') return operateSwitch(context, control, command.action)
  if (isIntercom(control)) return intercomCommand(context, control, command.action, user)
  if (isIo(control)) return setIo(context, control, command.action)
  return [cannot(context, control)]
}

function cannot(context: ApiContext, { kind }: Control): Effect {
  return reply(context, 500, `${kind} cannot do that here`)
}

function scene(context: ApiContext, { uuid, action }: IoCommand, user: User): Effect[] {
  const found = findScene(context, uuid)
  return found === undefined ? [reply(context, 404, 'control not found')] : carryOutScene(context, found, action, user)
}

/** By its uuid or its name. */
export function findControl({ state }: Pick<ApiContext, 'state'>, uuidOrName: string): Control | undefined {
  const { controls } = state.program
  const byUuid = controls.get(uuidOrName.toLowerCase())
  if (byUuid !== undefined) return byUuid
  const name = uuidOrName.toLowerCase()
  return [...controls.values()].find((control) => control.name.toLowerCase() === name)
}

/** A secured control takes no command without the User Interface Password (R80, R146); where one is given, it must be right. */
function isUnlocked(context: ApiContext, { visuHash }: IoCommand, control: Control, user: User): boolean {
  return visuHash === undefined ? control.secured !== true : provesVisu(context, user, visuHash)
}
