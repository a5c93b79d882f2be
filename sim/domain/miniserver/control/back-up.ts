import { hasRight } from '../../access/roles.ts'
import { backupFile } from '../backup.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'

/** The running program as a file that `restore` takes (R92); whole for administrators only. Changes nothing. */
export function backUpProgram({ state, request, at, env, editor }: ControlContext): Effect[] {
  const isWhole = hasRight(state.program, editor.user, 'LoxoneConfig', editor.scope)
  const value = { file: backupFile(state, isWhole, { at, env }) }
  return [{ type: 'control-reply', request, reply: { ok: true, value } }]
}
