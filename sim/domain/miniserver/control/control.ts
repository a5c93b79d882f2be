import { explainUser } from '../../access/explain.ts'
import { showAllPermissions } from '../../access/show-all-permissions.ts'
import { RigError } from '../../errors.ts'
import { programToJson } from '../../program/json.ts'
import { findUser } from '../../program/lookup.ts'
import type { SystemRight } from '../../program/names.ts'
import { discoverPeer } from '../../trust/discover.ts'
import { joinTrust } from '../../trust/join.ts'
import { signKey } from '../../trust/key-file.ts'
import { trustStatus } from '../../trust/status.ts'
import { blockOfReader } from '../block.ts'
import type { Effect } from '../effect.ts'
import type { Env } from '../env.ts'
import type { Input } from '../input.ts'
import { origins } from '../origins.ts'
import type { MiniserverState } from '../state.ts'
import { authorize } from './caller.ts'
import type { ControlCommand } from './command.ts'
import type { ControlContext } from './context.ts'
import { editProgram } from './edit-program.ts'
import { loadProgram } from './load-program.ts'
import { saveProgram } from './save-program.ts'

/**
 * Answers one command of loxrig's own control API, as a user of this Miniserver with the right to do it.
 *
 * Failures are answers, never exceptions: a RigError's code and sentence.
 */
export function controlCommand(state: MiniserverState, input: Input & { type: 'control' }, env: Env): Effect[] {
  const { request, caller, command, at } = input
  try {
    authorize(state, caller, RIGHTS[command.type], at, env)
    return answer({ state, request, at, env }, command)
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return [{ type: 'control-reply', request, reply: { ok: false, code: error.code, message: error.message } }]
  }
}

/** Config's work needs Loxone Config; looking at people and doors needs User Management (R91, R95). */
const RIGHTS: Readonly<Record<ControlCommand['type'], SystemRight>> = {
  'load-program': 'LoxoneConfig',
  'read-program': 'LoxoneConfig',
  'save-program': 'LoxoneConfig',
  'edit-program': 'UserManagement',
  'sign-key': 'LoxoneConfig',
  'join-trust': 'LoxoneConfig',
  'trust-status': 'UserManagement',
  discover: 'UserManagement',
  explain: 'UserManagement',
  history: 'UserManagement',
  permissions: 'UserManagement',
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
      return joinTrust(state, command.keyFile, request, at, env)
    case 'trust-status':
      return [ok(request, trustStatus(state))]
    case 'discover':
      return discoverPeer(state, command.serial, request, at, env)
    case 'explain':
      return [ok(request, explanation(context, command))]
    case 'history':
      return [ok(request, history(state, command.reader))]
    case 'permissions':
      return [
        ok(
          request,
          showAllPermissions(state.access, state.program, command.principal, at.wallMs, env.zone, origins(state)),
        ),
      ]
  }
}

function ok(request: number, value: unknown): Effect {
  return { type: 'control-reply', request, reply: { ok: true, value } }
}

function explanation({ state, at, env }: ControlContext, command: ControlCommand & { type: 'explain' }): unknown {
  const user = findUser(state.program, command.user)
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
