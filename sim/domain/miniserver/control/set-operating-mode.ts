import type { Effect } from '../effect.ts'
import { switchOperatingMode } from '../operating-mode.ts'
import type { ControlContext } from './context.ts'

/** Switches an operating mode of the running program at once (R94); answered, once that is durable, with how it is now. */
export function setOperatingMode(
  context: ControlContext,
  { mode, active }: { readonly mode: number; readonly active: boolean },
): Effect[] {
  const { state, request } = context
  const records = switchOperatingMode(state, { mode, active }, context)
  const answer: Effect = { type: 'control-reply', request, reply: { ok: true, value: { mode, active } } }
  return [{ type: 'commit', records, then: [answer] }]
}
