import type { Effect } from '../effect.ts'
import type { MiniserverState } from '../state.ts'
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
  if (preselection === undefined) return { pending: undefined, effects: [] }
  delete own.preselection
  return {
    pending: begunMs < preselection.untilMs ? preselection.output : undefined,
    effects: [
      { type: 'cancel-timer', timer: `preselection/${block.reader}` },
      preselectedState(block.reader, NONE, event.id),
    ],
  }
}

/** Nobody went on in time, as far as can be seen: digits that are being typed may still come, and it holds for them. */
export function preselectionTimer({ blocks }: MiniserverState, reader: string): Effect[] {
  return blocks.get(reader)?.preselection === undefined ? [] : [preselectedState(reader, NONE)]
}

const NONE = 0

function preselectedState(device: string, value: number, causedBy?: string): Effect {
  return { type: 'state', device, name: 'preselected', value, ...(causedBy !== undefined && { causedBy }) }
}
