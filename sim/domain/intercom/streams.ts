import type { Effect } from '../miniserver/effect.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { IntercomControl } from '../program/program.ts'
import { type IntercomStep, isIntercom } from './bell.ts'
import { gateKey, ofGate, type Stream } from './state.ts'

/** Pictures and sounds at one Intercom at the same time (§3.10). */
const STREAMS_MAX = 3

/** Whether another one would be too many. */
export function isFull({ state }: Pick<IntercomStep, 'state'>, intercom: Uuid): boolean {
  return [...state.intercoms.streams.values()].filter((stream) => stream.intercom === intercom).length >= STREAMS_MAX
}

/** Opens one under this id. Whether that is allowed was asked before. */
export function openStream(step: IntercomStep, id: string, stream: Stream): Effect[] {
  step.state.intercoms.streams.set(id, stream)
  return stream.member === undefined ? [] : gateStates(step, stream.intercom, stream.member)
}

export function closeStream(step: IntercomStep, id: string): Effect[] {
  const { streams } = step.state.intercoms
  const stream = streams.get(id)
  if (stream === undefined) return []
  streams.delete(id)
  return stream.member === undefined ? [] : gateStates(step, stream.intercom, stream.member)
}

/** While a gate is open for everyone of the member, or for one who answered there. */
export function isOpenFor({ state }: Pick<IntercomStep, 'state'>, intercom: Uuid, member: Serial, by: Uuid): boolean {
  const gate = state.intercoms.gates.get(gateKey(intercom, member))
  return gate !== undefined && (gate.ring !== undefined || gate.call?.by === by)
}

/** A gate has changed: what it does not let through any more is cut, and who watches hears how it stands (I7). */
export function gateChanged(step: IntercomStep, intercom: Uuid, member: Serial): Effect[] {
  const { gates, streams } = step.state.intercoms
  const key = gateKey(intercom, member)
  const gate = gates.get(key)
  if (gate !== undefined && gate.ring === undefined && gate.call === undefined) gates.delete(key)
  const cut = [...streams].filter(
    ([, stream]) =>
      stream.intercom === intercom && stream.member === member && !isOpenFor(step, intercom, member, stream.by),
  )
  for (const [id] of cut) streams.delete(id)
  const name = step.state.program.controls.get(intercom)?.name ?? intercom
  const told = cut.map(
    (): Effect => ({ type: 'notice', name: 'intercom-stream-cut', data: { intercom: name, member } }),
  )
  return [...gateStates(step, intercom, member), ...told]
}

/** The streams first where there are none, the gate first where it is open: at no instant there is one without the other. */
export function gateStates({ state }: Pick<IntercomStep, 'state'>, intercom: Uuid, member: Serial): Effect[] {
  const control = state.program.controls.get(intercom)
  if (!isIntercom(control) || control.kind !== 'intercom') return []
  const open = state.intercoms.gates.has(gateKey(intercom, member))
  const count = [...state.intercoms.streams.values()].filter(
    (stream) => stream.intercom === intercom && stream.member === member,
  ).length
  const gate = gateState(control, member, open)
  const streams: Effect = {
    ...{ type: 'state', device: control.device },
    ...{ name: `streams-${member.toLowerCase()}`, value: count },
  }
  return open ? [gate, streams] : [streams, gate]
}

/** All gates of an Intercom, for status and for cutting. */
export function gatesOf({ state }: Pick<IntercomStep, 'state'>, intercom: Uuid): Serial[] {
  return [...state.intercoms.gates.keys()]
    .map(ofGate)
    .flatMap((gate) => (gate.intercom === intercom ? gate.member : []))
}

function gateState({ device }: IntercomControl, member: Serial, open: boolean): Effect {
  return { type: 'state', device, name: `gate-${member.toLowerCase()}`, value: open }
}
