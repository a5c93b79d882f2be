import type { Credential } from '../domain/access/credential.ts'
import {
  type ExternalReaderInput,
  type ExternalReaderState,
  idleExternalReader,
  stepExternalReader,
} from '../domain/external-reader/step.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import type { BusIdentity } from './bus-presence.ts'
import { commandedCredential } from './presenting.ts'
import { type Behaviour, type DevicePorts, SteppedDevice } from './stepped-device.ts'

/** An external reader, such as a fingerprint scanner. Tests play the person in front of it: `present()`. */
export class ExternalReader extends SteppedDevice<ExternalReaderState, ExternalReaderInput> {
  constructor(identity: BusIdentity, ports: DevicePorts) {
    super(identity, ports, EXTERNAL_READER)
  }

  /** Somebody presents what it knows by this external ID. Without power nothing happens. */
  present(externalId: Credential): void {
    this.input({ type: 'presented', externalId, source: 'simulated' })
  }
}

const EXTERNAL_READER: Behaviour<ExternalReaderState, ExternalReaderInput> = {
  idle: idleExternalReader,
  isTamperEvident: true,
  step: stepExternalReader,
  timer: () => ({ type: 'timer', timer: 'retry' }),
  inputs: inputsOf,
}

function inputsOf(message: BusMessage, env: DeviceEnv): readonly ExternalReaderInput[] | undefined {
  if (message.channel === 'receipt') return [{ type: 'receipt', event: message.data.event }]
  if (message.channel !== 'command' || message.name !== 'present') return undefined
  const { sealed, source } = message.data
  const externalId = commandedCredential(message.id, sealed, env)
  return externalId?.kind === 'external' ? [{ type: 'presented', externalId, source, causedBy: message.id }] : undefined
}
