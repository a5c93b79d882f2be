import { backupFile } from '../backup.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'

/** The running program as a file that `restore` takes (R92). Changes nothing. */
export function backUpProgram({ state, request, at, env }: ControlContext): Effect[] {
  const value = { file: backupFile(state, { at, env }) }
  return [{ type: 'control-reply', request, reply: { ok: true, value } }]
}
