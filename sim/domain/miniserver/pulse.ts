import type { AccessController } from '../program/program.ts'
import { blockOfReader, type DecidingBlock } from './block.ts'
import { blockState } from './block-history.ts'
import type { DecisionEffect } from './decision-record.ts'
import type { Effect } from './effect.ts'
import { bellState } from './keypad-block/bell-state.ts'
import { letFlow } from './logic/flow.ts'
import type { Moment } from './moment.ts'
import { hasText, TEXT, textState } from './output-text.ts'
import type { MiniserverState } from './state.ts'

/** Switches an output on for its pulse; one that is on already stays on from now (§3.6.2, Don). */
export function pulse(
  state: MiniserverState,
  block: DecidingBlock,
  { output, pulseMs }: DecisionEffect & { type: 'pulse' },
  causedBy: string,
  { at, env }: Moment,
): Effect[] {
  const offAtMs = at.monotonicMs + pulseMs
  blockState(state, block.reader).on.set(output, { offAtMs, causedBy })
  return [
    ...switchOutput(state, block, { output, on: true, causedBy }, { at, env }),
    { type: 'set-timer', timer: `pulse/${block.reader}/${output}`, atMonotonicMs: offAtMs },
  ]
}

/** The pulse is over. */
export function pulseTimer(state: MiniserverState, reader: string, output: string, moment: Moment): Effect[] {
  const block = blockOfReader(state.program, reader)
  const on = state.blocks.get(reader)?.on
  const running = on?.get(output)
  if (block === undefined || running === undefined) return []
  on?.delete(output)
  return [
    ...switchOutput(state, block, { output, on: false, causedBy: running.causedBy }, moment),
    ...(hasText(block, output) ? setText(state, block, '', running.causedBy, moment) : []),
  ]
}

/** Txt says something else, and so does what is wired to it. */
export function setText(
  state: MiniserverState,
  block: AccessController,
  value: string,
  causedBy: string,
  moment: Moment,
): Effect[] {
  const outputs = [{ control: block.uuid, terminal: TEXT, value }]
  return [textState(block, value, causedBy), ...letFlow(state, { outputs, causedBy }, moment)]
}

/** All outputs as they are, for whoever listens after a start. */
export function outputStates(state: MiniserverState, block: DecidingBlock): Effect[] {
  const on = state.blocks.get(block.reader)?.on
  return [
    ...terminals(block).map(
      (terminal): Effect => ({
        type: 'state',
        device: block.reader,
        name: terminal.toLowerCase(),
        value: on?.has(terminal) ?? false,
      }),
    ),
    ...(block.kind === 'access-controller' ? [textState(block, '')] : []),
  ]
}

interface OutputChange {
  readonly output: string
  readonly on: boolean
  readonly causedBy: string
}

function switchOutput(
  state: MiniserverState,
  block: DecidingBlock,
  { output, on, causedBy }: OutputChange,
  moment: Moment,
): Effect[] {
  return [
    { type: 'state', device: block.reader, name: output.toLowerCase(), value: on, causedBy },
    ...(output === 'Bell' ? bellState(state, block, on, moment) : []),
    ...letFlow(state, { outputs: [{ control: block.uuid, terminal: output, value: on }], causedBy }, moment),
  ]
}

function terminals(block: DecidingBlock): string[] {
  return block.kind === 'access-controller' ? ['P', 'Pd'] : block.outputs.map(({ output }) => `O${output}`)
}
