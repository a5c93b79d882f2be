import { copyProgram } from '../../program/empty.ts'
import { programToJson } from '../../program/json.ts'
import { changedRecords } from '../../program/records.ts'
import { loadedMembership } from '../../trust/loaded-membership.ts'
import type { Effect } from '../effect.ts'
import type { ControlContext } from './context.ts'

/**
 * "Load from Miniserver": answered with the running program. On a Trust's manager this is also how those who joined come into
 * the document and become FINALIZED (T7, R27), so that the program changes once by it.
 */
export function loadProgram({ state, request }: ControlContext): Effect[] {
  const before = copyProgram(state.program)
  if (loadedMembership(state.program, state.identity.serial)) state.program.rev++
  const records = changedRecords(before, state.program)
  const reply: Effect = { type: 'control-reply', request, reply: { ok: true, value: programToJson(state.program) } }
  return records.length === 0 ? [reply] : [{ type: 'commit', records, then: [reply] }]
}
