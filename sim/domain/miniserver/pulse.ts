import type { Uuid } from '../program/names.ts'
import type { Program } from '../program/program.ts'
import { blockOfReader, type DecidingBlock } from './block.ts'
import { blockState } from './block-history.ts'
import type { DecisionEffect } from './decision-record.ts'
import type { Effect } from './effect.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'
import { switchControls } from './switch.ts'

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
  return switchOutput(state, block, { output, on: false, causedBy: running.causedBy }, moment)
}

/** All outputs as they are, for whoever listens after a start. */
export function outputStates(state: MiniserverState, block: DecidingBlock): Effect[] {
  const on = state.blocks.get(block.reader)?.on
  return terminals(block).map((terminal) => ({
    type: 'state',
    device: block.reader,
    name: terminal.toLowerCase(),
    value: on?.has(terminal) ?? false,
  }))
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
    ...switchControls(
      state,
      wiredFrom(state.program, block.uuid, output).map((control) => ({ control, on })),
      moment,
    ),
  ]
}

function wiredFrom(program: Program, control: Uuid, terminal: string): Uuid[] {
  return [...program.wiring.values()]
    .filter(({ from }) => from.control === control && from.terminal === terminal)
    .map(({ to }) => to.control)
}

function terminals(block: DecidingBlock): string[] {
  return block.kind === 'access-controller' ? ['P'] : block.outputs.map(({ output }) => `O${output}`)
}
