import { type IntercomInput, type IntercomState, idleIntercom, stepIntercom } from '../domain/intercom/device.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import type { BusIdentity } from './bus-presence.ts'
import { type Behaviour, type DevicePorts, SteppedDevice } from './stepped-device.ts'

/** An Intercom at a door. Tests play the person in front of it: `ring()`. Without power nothing happens. */
export class Intercom extends SteppedDevice<IntercomState, IntercomInput> {
  constructor(identity: BusIdentity, ports: DevicePorts) {
    super(identity, ports, INTERCOM)
  }

  /** Somebody presses its bell. */
  ring(): void {
    this.input({ type: 'rung' })
  }
}

const INTERCOM: Behaviour<IntercomState, IntercomInput> = {
  idle: idleIntercom,
  isTamperEvident: true,
  /** §3.10: nobody rings, not muted, device state 1 = ok. Topic levels have no capitals: `device-state`. */
  shows: [
    { type: 'state', name: 'bell', value: false },
    { type: 'state', name: 'muted', value: false },
    { type: 'state', name: 'device-state', value: 1 },
  ],
  step: stepIntercom,
  timer: (timer) => ({ type: 'timer', timer }),
  inputs: inputsOf,
}

function inputsOf(message: BusMessage): readonly IntercomInput[] | undefined {
  if (message.channel === 'receipt') return [{ type: 'receipt', event: message.data.event }]
  if (message.channel !== 'command') return undefined
  const { id: causedBy } = message
  if (message.name === 'speak') return [{ type: 'told-to-speak', text: message.data.text, causedBy }]
  return message.name === 'ring' ? [{ type: 'rung', causedBy }] : undefined
}
