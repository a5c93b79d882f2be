import { controlValue } from '../miniserver/control-value.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Moment } from '../miniserver/moment.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { IntercommunicationOutput } from '../program/program.ts'
import { type IoValue, restingValue } from '../trust-io/value.ts'
import type { Packet } from './packet.ts'
import { intercommunicationOf, outputsOf } from './remote.ts'
import { nothingCounted } from './state.ts'

/** Every output says so often what it is at, whether that has changed or not (docs/miniserver-protocol.md §4.3). */
const CYCLE_MS = 10_000

/** The timer of the cycle. */
export const INTERCOMMUNICATION = 'intercommunication'

/** What was volatile is gone; to be called before anything is set. */
export function intercommunicationCleared({ intercommunication }: MiniserverState): void {
  intercommunication.values.clear()
  intercommunication.noticed.clear()
  Object.assign(intercommunication.counts, nothingCounted())
}

/** All outputs say what they are at, and will again; nothing where there is none, or no Network Intercommunication. */
export function intercommunicationCycle(state: MiniserverState, { at }: Pick<Moment, 'at'>): Effect[] {
  const sent = outputsOf(state.program).flatMap((output) => packetOf(state, output))
  if (sent.length === 0) return []
  return [...sent, { type: 'set-timer', timer: INTERCOMMUNICATION, atMonotonicMs: at.monotonicMs + CYCLE_MS }]
}

/** An output is at something else. */
export function outputChanged(
  state: MiniserverState,
  output: IntercommunicationOutput,
  causedBy: string | undefined,
): Effect[] {
  const sent = packetOf(state, output)
  if (sent.length === 0) return []
  const value = valueNow(state, output)
  const data = { to: output.remote, packet: output.packet, output: output.name, value }
  return [
    ...sent,
    { type: 'notice', name: 'intercommunication-sent', data, ...(causedBy !== undefined && { causedBy }) },
  ]
}

function packetOf(state: MiniserverState, output: IntercommunicationOutput): Effect[] {
  const setting = intercommunicationOf(state.program)
  const remote = setting?.remotes.find(({ id }) => id === output.remote)
  if (setting === undefined || remote === undefined) return []
  state.intercommunication.counts.sent += 1
  const value = packetValue(output, valueNow(state, output))
  const packet: Packet = { source: setting.id, target: remote.id, id: output.packet, value }
  return [{ type: 'intercommunication-send', to: remote.at, packet }]
}

function valueNow(state: MiniserverState, output: IntercommunicationOutput): IoValue {
  return controlValue(state, output) ?? restingValue(output)
}

function packetValue({ value: carries }: IntercommunicationOutput, value: IoValue): Packet['value'] {
  return carries === 'digital' ? value === 1 : value
}
