import type { BlockState } from '../block-state.ts'
import type { Effect, StateValue } from '../effect.ts'
import type { MiniserverState } from '../state.ts'
import { OUTPUTS_MAX } from './grammar.ts'
import type { Visit } from './visit.ts'

/** An output that was selected for the code or tag that comes next. */
export interface Preselection {
  readonly output: number
  /** By monotonic time: what begins later has nothing to do with it (P-50). */
  readonly untilMs: number
}

/** P-49. */
const DIGIT_TIMEOUT_MS = 5_000

/** Keeps an output for whoever goes on within Td. */
export function preselect({ own, block, event, monotonicMs, moment }: Visit, output: number): Effect[] {
  const waitMs = block.keypad?.digitTimeoutMs ?? DIGIT_TIMEOUT_MS
  own.preselection = { output, untilMs: monotonicMs + waitMs }
  const atMonotonicMs = Math.max(monotonicMs + waitMs, moment.at.monotonicMs)
  return [
    preselectedState(block.reader, output, event.id),
    { type: 'command', device: block.reader, command: { type: 'feedback', signal: 'awaiting' }, causedBy: event.id },
    { type: 'set-timer', timer: `preselection/${block.reader}`, atMonotonicMs },
  ]
}

/** The output that holds for what somebody began just now; whatever that was, the next one begins anew. */
export function takePreselection({ own, block, event, begunMs }: Visit): {
  readonly pending: number | undefined
  readonly effects: readonly Effect[]
} {
  const { preselection } = own
  const effects = forgetPreselection(own, block.reader, event.id)
  const holds = preselection !== undefined && begunMs < preselection.untilMs
  return { pending: holds ? preselection.output : undefined, effects }
}

/** Nothing is selected any more, if anything was. */
export function forgetPreselection(own: BlockState, reader: string, causedBy?: string): Effect[] {
  if (own.preselection === undefined) return []
  delete own.preselection
  return [{ type: 'cancel-timer', timer: `preselection/${reader}` }, preselectedState(reader, NONE, causedBy)]
}

/** Nobody went on in time, as far as can be seen: digits that are being typed may still come, and it holds for them. */
export function preselectionTimer({ blocks }: MiniserverState, reader: string): Effect[] {
  return blocks.get(reader)?.preselection === undefined ? [] : [preselectedState(reader, NONE)]
}

const NONE = 0

/** Instead of a number beyond O6, which may be the code of somebody who forgot the prefix (P-250). */
const ADDITIONAL = 'additional'

/** What is selected, as whoever reads the bus may know it; after a start nothing. */
export function preselectedState(device: string, output: number, causedBy?: string): Effect {
  const value: StateValue = output > OUTPUTS_MAX ? ADDITIONAL : output
  return { type: 'state', device, name: 'preselected', value, ...(causedBy !== undefined && { causedBy }) }
}
