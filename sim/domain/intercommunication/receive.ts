import { controlValue } from '../miniserver/control-value.ts'
import type { Effect } from '../miniserver/effect.ts'
import type { Moment } from '../miniserver/moment.ts'
import { setValues, type ValueSetting } from '../miniserver/set-values.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import { fittingValue, type IoValue } from '../trust-io/value.ts'
import type { Packet } from './packet.ts'
import { mayHear } from './rate.ts'
import { inputsFor, intercommunicationOf } from './remote.ts'
import type { Refused } from './state.ts'

/** So much that was turned away is told of until the next boot; the rest is counted only. */
export const NOTICED_MAX = 50

/** What a datagram was: a value, nothing that this unit uses, or no packet at all. */
export type Received =
  | { readonly is: 'value'; readonly packet: Packet }
  | { readonly is: 'name' }
  | { readonly is: 'malformed'; readonly reason: string }

/**
 * A datagram has come. It sets an input where a known remote says a value to this unit by its id; everything else is counted, and
 * told of once for each sender and reason; more than a unit looks at is only counted (P-277). Never throws: anybody in the LAN can send
 * anything.
 */
export function datagramReceived(state: MiniserverState, received: Received, moment: Moment): Effect[] {
  const setting = intercommunicationOf(state.program)
  if (setting === undefined) return []
  if (!mayHear(state.intercommunication.heard, moment.at.monotonicMs)) return refused(state, 'flood', {})
  if (received.is === 'malformed') return refused(state, 'malformed', { because: received.reason })
  if (received.is === 'name') {
    state.intercommunication.counts.names += 1
    return []
  }
  const { source, target, id, value } = received.packet
  const told = { from: source, to: target, packet: id }
  if (target !== setting.id) return refused(state, 'not-for-us', told)
  if (!setting.remotes.some((remote) => remote.id === source)) return refused(state, 'stranger', told)
  const inputs = inputsFor(state.program, source, id)
  if (inputs.length === 0) return refused(state, 'no-input', told)
  const said = saidBy(value)
  const settings = inputs.flatMap((input): ValueSetting[] => {
    const fitting = fittingValue(input, said)
    return fitting === undefined ? [] : [{ control: input.uuid, value: fitting }]
  })
  if (settings.length === 0) return refused(state, 'wrong-type', told)
  state.intercommunication.counts.taken += 1
  return taken(state, settings, { from: source, packet: id }, moment)
}

/** What is said again changes nothing, and nothing is told of it. */
function taken(
  state: MiniserverState,
  settings: readonly ValueSetting[],
  told: Readonly<Record<string, string>>,
  moment: Moment,
): Effect[] {
  const changing = settings.filter(({ control, value }) => {
    const input = state.program.controls.get(control)
    return input !== undefined && controlValue(state, input) !== value
  })
  const [first] = changing
  if (first === undefined) return []
  const data = { ...told, value: first.value }
  return [{ type: 'notice', name: 'intercommunication-received', data }, ...setValues(state, changing, moment)]
}

function saidBy(value: Packet['value']): IoValue {
  return typeof value === 'boolean' ? Number(value) : value
}

function refused(
  { intercommunication: { counts, noticed } }: MiniserverState,
  because: Refused,
  told: Readonly<Record<string, string>>,
): Effect[] {
  counts[because] += 1
  const key = because === 'malformed' ? because : `${because} ${JSON.stringify(told)}`
  const isFull = because !== 'flood' && noticed.size >= NOTICED_MAX
  if (noticed.has(key) || isFull) return []
  noticed.add(key)
  return [{ type: 'notice', name: 'intercommunication-refused', data: { reason: because, ...told } }]
}
