import type { Credential } from '../domain/access/credential.ts'
import { idleKeypad, type KeypadInput, type KeypadState, stepKeypad } from '../domain/keypad/step.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import type { BusIdentity } from './bus-presence.ts'
import { commandedCredential } from './presenting.ts'
import { type Behaviour, type DevicePorts, SteppedDevice } from './stepped-device.ts'

/** An NFC Code Touch. Tests play the person in front of it: `tap()`. In this lab it presents tags; keys and bell answer UNSUPPORTED. */
export class NfcCodeTouch extends SteppedDevice<KeypadState, KeypadInput> {
  constructor(identity: BusIdentity, ports: DevicePorts) {
    super(identity, ports, KEYPAD)
  }

  /** Somebody holds a tag to it. Without power nothing happens. */
  tap(tag: Credential): void {
    this.input({ type: 'tapped', tag, source: 'simulated' })
  }
}

const KEYPAD: Behaviour<KeypadState, KeypadInput> = {
  idle: idleKeypad,
  step: stepKeypad,
  timer: (timer) => ({ type: 'timer', timer }),
  inputs: inputsOf,
}

function inputsOf(message: BusMessage, env: DeviceEnv): readonly KeypadInput[] | undefined {
  if (message.channel === 'receipt') return [{ type: 'receipt', event: message.data.event }]
  if (message.channel !== 'command') return undefined
  const { id, causedBy = id } = message
  switch (message.name) {
    case 'feedback':
      return [{ type: 'feedback', signal: message.data.signal, causedBy }]
    case 'tap':
    case 'present': {
      const tag = commandedCredential(id, message.data.sealed, env)
      return tag?.kind === 'tag' ? [{ type: 'tapped', tag, source: message.data.source, causedBy: id }] : undefined
    }
  }
  return undefined
}
