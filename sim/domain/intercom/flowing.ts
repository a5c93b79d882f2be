import type { Effect } from '../miniserver/effect.ts'
import { letFlow } from '../miniserver/logic/flow.ts'
import type { IntercomStep, Outcome } from './bell.ts'

/** What follows, with what wires make of it. */
export function flowing({ state, at, env }: IntercomStep, { effects, outputs }: Outcome, causedBy?: string): Effect[] {
  const flows = outputs.length === 0 ? [] : letFlow(state, { outputs, causedBy }, { at, env })
  return [...effects, ...flows]
}
