import { explainUser } from '../../access/explain.ts'
import { checkMayView } from '../../access/roles.ts'
import { showAllPermissions } from '../../access/show-all-permissions.ts'
import { RigError } from '../../errors.ts'
import { intercomStatus } from '../../intercom/status.ts'
import { intercommunicationStatus } from '../../intercommunication/status.ts'
import { programToJson } from '../../program/json.ts'
import { findUser } from '../../program/lookup.ts'
import { discoverPeer } from '../../trust/discover.ts'
import { joinTrust } from '../../trust/join.ts'
import { signKey } from '../../trust/key-file.ts'
import { linksStatus } from '../../trust/peer-links.ts'
import { trustStatus } from '../../trust/status.ts'
import { takeOverTrust } from '../../trust/step.ts'
import { searchPeriphery } from '../../trust-io/search.ts'
import { ioStatus } from '../../trust-io/status.ts'
import { blockOfReader } from '../block.ts'
import type { Effect } from '../effect.ts'
import type { Env } from '../env.ts'
import { updateFirmware } from '../firmware.ts'
import type { Input } from '../input.ts'
import { logicStatus } from '../logic/status.ts'
import { origins } from '../origins.ts'
import type { MiniserverState } from '../state.ts'
import { backUpProgram } from './back-up.ts'
import { authenticate, mustHave } from './caller.ts'
import type { ControlCommand } from './command.ts'
import type { ControlContext } from './context.ts'
import { CONTROL_RIGHTS } from './control-rights.ts'
import { editProgram } from './edit-program.ts'
import { atIntercom } from './intercom.ts'
import { learnByControl } from './learn.ts'
import { loadProgram } from './load-program.ts'
import { restoreProgram } from './restore.ts'
import { saveProgram } from './save-program.ts'
import { setIoByControl } from './set-io.ts'
import { setOperatingMode } from './set-operating-mode.ts'

/**
 * Answers one command of loxrig's own control API, as a user of this Miniserver with the right to do it.
 *
 * Failures are answers, never exceptions: a RigError's code and sentence.
 */
export function controlCommand(state: MiniserverState, input: Input & { type: 'control' }, env: Env): Effect[] {
  const { request, caller, command, at } = input
  try {
    const right = CONTROL_RIGHTS[command.type]
    const user = authenticate(state, caller, at, env)
    if (right !== undefined) mustHave(state, { user, scope: caller.scope }, right, { at, env })
    return answer({ state, request, at, env, editor: { user, scope: caller.scope } }, command)
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return [{ type: 'control-reply', request, reply: { ok: false, code: error.code, message: error.message } }]
  }
}

function answer(context: ControlContext, command: ControlCommand): Effect[] {
  const { state, request, at, env } = context
  switch (command.type) {
    case 'load-program':
      return loadProgram(context)
    case 'read-program':
      return [ok(request, programToJson(state.program))]
    case 'save-program':
      return saveProgram(context, command.program)
    case 'edit-program':
      return editProgram(context, command.edits)
    case 'sign-key':
      return [ok(request, signKey(state.identity, command, at, env))]
    case 'join-trust':
      return joinTrust(context, command)
    case 'take-over-manager':
      return takeOverTrust(context, command)
    case 'trust-status':
      return [ok(request, trustStatus(state))]
    case 'trust-links':
      return [ok(request, linksStatus(state))]
    case 'discover':
      return discoverPeer(state, command.serial, request, at, env)
    case 'search-periphery':
      return searchPeriphery(context, command.serial, request)
    case 'io-status':
      return [ok(request, ioStatus(state))]
    case 'intercommunication-status':
      return [ok(request, intercommunicationStatus(state))]
    case 'set-io':
      return setIoByControl(context, command)
    case 'intercom-status':
      return [ok(request, intercomStatus(state))]
    case 'intercom':
    case 'close-stream':
      return atIntercom(context, command)
    case 'explain':
      return [ok(request, explanation(context, command))]
    case 'logic-status':
      return [ok(request, logicStatus(state))]
    case 'history':
      return [ok(request, history(state, command.reader))]
    case 'learn':
      return learnByControl(context, command)
    case 'set-operating-mode':
      return setOperatingMode(context, command)
    case 'back-up':
      return backUpProgram(context)
    case 'restore':
      return restoreProgram(context, command)
    case 'update-firmware':
      return updateFirmware(state, command.firmware, ok(request, { firmware: command.firmware }))
    case 'permissions':
      return [ok(request, permissions(context, command))]
  }
}

function ok(request: number, value: unknown): Effect {
  return { type: 'control-reply', request, reply: { ok: true, value } }
}

function permissions(
  context: ControlContext,
  { principal, atWallMs }: ControlCommand & { type: 'permissions' },
): unknown {
  const { state, at, env, editor } = context
  checkMayView(state.program, editor, principal)
  return showAllPermissions(state.access, state.program, principal, atWallMs ?? at.wallMs, env.zone, origins(state))
}

function explanation(context: ControlContext, command: ControlCommand & { type: 'explain' }): unknown {
  const { state, at, env } = context
  const user = findUser(state.program, command.user)
  checkMayView(state.program, context.editor, `user:${user.uuid}`)
  const atMs = command.atWallMs ?? at.wallMs
  return explainUser(
    state.access,
    state.program,
    user.uuid,
    command.object,
    command.scope,
    atMs,
    env.zone,
    origins(state),
  )
}

function history(state: MiniserverState, reader: string): unknown {
  const block = blockOfReader(state.program, reader)
  if (block === undefined) throw new RigError('NOT_FOUND', `no block at ${state.identity.name} uses a reader ${reader}`)
  return state.blocks.get(reader)?.history ?? []
}
