import type { BusIdentity } from './bus-presence.ts'
import { type Behaviour, type DevicePorts, SteppedDevice } from './stepped-device.ts'

/** An Intercom. In this lab it shows its state (§3.10); every command answers UNSUPPORTED. */
export class Intercom extends SteppedDevice<object, never> {
  constructor(identity: BusIdentity, ports: DevicePorts) {
    super(identity, ports, INTERCOM)
  }
}

const INTERCOM: Behaviour<object, never> = {
  idle: () => ({}),
  /** §3.10: nobody rings, not muted, device state 1 = ok. Topic levels have no capitals: `device-state`. */
  shows: [
    { type: 'state', name: 'bell', value: false },
    { type: 'state', name: 'muted', value: false },
    { type: 'state', name: 'device-state', value: 1 },
  ],
  step: () => [],
  inputs: () => undefined,
}
