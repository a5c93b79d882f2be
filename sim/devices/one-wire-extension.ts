import type { Credential } from '../domain/access/credential.ts'
import { idleOneWire, type OneWireInput, type OneWireState, stepOneWire } from '../domain/ibutton/step.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { parseRom } from '../protocol/one-wire/rom.ts'
import type { BusIdentity } from './bus-presence.ts'
import { commandedCredential } from './presenting.ts'
import { type Behaviour, type DevicePorts, SteppedDevice } from './stepped-device.ts'

/** A 1-Wire Extension with its iButton readers. Tests play the person: `touch()`, or `arrive()` and `depart()` apart. */
export class OneWireExtension extends SteppedDevice<OneWireState, OneWireInput> {
  constructor(identity: BusIdentity, ports: DevicePorts) {
    super(identity, ports, ONE_WIRE)
  }

  arrive(ibutton: Credential): void {
    this.input({ type: 'arrived', ibutton, source: 'simulated' })
  }

  depart(ibutton: Credential): void {
    this.input({ type: 'departed', ibutton, source: 'simulated' })
  }

  /** A short touch: the iButton arrives and departs. */
  touch(ibutton: Credential): void {
    this.arrive(ibutton)
    this.depart(ibutton)
  }
}

const ONE_WIRE: Behaviour<OneWireState, OneWireInput> = {
  idle: idleOneWire,
  step: stepOneWire,
  timer: () => ({ type: 'timer', timer: 'retry' }),
  inputs: inputsOf,
}

function inputsOf(message: BusMessage, env: DeviceEnv): readonly OneWireInput[] | undefined {
  if (message.channel === 'receipt') return [{ type: 'receipt', event: message.data.event }]
  if (message.channel !== 'command') return undefined
  if (message.name !== 'touch' && message.name !== 'present' && message.name !== 'remove') return undefined
  const { sealed, source } = message.data
  const ibutton = commandedCredential(message.id, sealed, env)
  if (ibutton?.kind !== 'ibutton') return undefined
  // A contact that wobbled: the master of the bus takes no ROM with a wrong CRC (§3.6.7).
  if (parseRom(ibutton.id) === undefined) return []
  const touched = { ibutton, source, causedBy: message.id }
  const stays = message.name === 'touch' && message.data.stays === true
  return [
    ...(message.name === 'remove' ? [] : [{ type: 'arrived', ...touched } as const]),
    ...(stays ? [] : [{ type: 'departed', ...touched } as const]),
  ]
}
