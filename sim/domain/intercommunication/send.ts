import { controlValue } from '../miniserver/control-value.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Moment } from '../miniserver/moment.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import type { Uuid } from '../program/names.ts'
import type { IntercommunicationOutput } from '../program/program.ts'
import { type IoValue, restingValue } from '../trust-io/value.ts'
import type { Packet } from './packet.ts'
import { mayTell, SAID_MAX } from './rate.ts'
import { intercommunicationOf, outputsOf } from './remote.ts'

/** Every output says so often what it is at, whether that has changed or not (docs/miniserver-protocol.md §4.3). */
const CYCLE_MS = 10_000

/** The timer of the cycle. */
export const INTERCOMMUNICATION = 'intercommunication'

/** All outputs say what they are at, and will again; nothing where there is none, or no Network Intercommunication. */
export function intercommunicationCycle(state: MiniserverState, { at }: Pick<Moment, 'at'>): Effect[] {
  const sent = outputsOf(state.program).flatMap((output) => packetOf(state, output))
  if (sent.length === 0) return []
  return [...sent, { type: 'set-timer', timer: INTERCOMMUNICATION, atMonotonicMs: at.monotonicMs + CYCLE_MS }]
}

/**
 * An output is at something else. Where it changes all the time, as two units do that say to each other what they hear, it says what it is
 * at when the second is over (P-276).
 */
export function outputChanged(
  state: MiniserverState,
  output: IntercommunicationOutput,
  { at }: Pick<Moment, 'at'>,
  causedBy: string | undefined,
): Effect[] {
  const { said } = state.intercommunication
  const stretch = said.get(output.uuid) ?? { sinceMs: at.monotonicMs, count: 0, isLate: false }
  said.set(output.uuid, stretch)
  const later = mayTell(stretch, at.monotonicMs)
  if (later === undefined) return told(state, output, causedBy)
  if (stretch.isLate) return []
  stretch.isLate = true
  return [
    { type: 'set-timer', timer: `${INTERCOMMUNICATION}/${output.uuid}`, atMonotonicMs: later.atMs },
    ...restlessOnce(state, output),
  ]
}

/** The second is over in which an output had changed too often. */
export function outputDue(state: MiniserverState, uuid: Uuid, { at }: Pick<Moment, 'at'>): Effect[] {
  const stretch = state.intercommunication.said.get(uuid)
  const output = state.program.controls.get(uuid)
  if (stretch === undefined || output?.kind !== 'intercommunication-output') return []
  stretch.isLate = false
  return outputChanged(state, output, { at }, undefined)
}

function told(state: MiniserverState, output: IntercommunicationOutput, causedBy: string | undefined): Effect[] {
  const sent = packetOf(state, output)
  if (sent.length === 0) return []
  const value = valueNow(state, output)
  const data = { to: output.remote, packet: output.packet, output: output.name, value }
  return [
    ...sent,
    { type: 'notice', name: 'intercommunication-sent', data, ...(causedBy !== undefined && { causedBy }) },
  ]
}

function restlessOnce(
  { intercommunication: { noticed } }: MiniserverState,
  output: IntercommunicationOutput,
): Effect[] {
  const key = `restless ${output.uuid}`
  if (noticed.has(key)) return []
  noticed.add(key)
  const data = {
    ...{ to: output.remote, packet: output.packet, output: output.name, changes: SAID_MAX },
    advice: 'it changes all the time: does what it says come back to it?',
  }
  return [{ type: 'notice', name: 'intercommunication-restless', data }]
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
