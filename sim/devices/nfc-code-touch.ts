import type { Credential } from '../domain/access/credential.ts'
import { RigError } from '../domain/errors.ts'
import {
  idleKeypad,
  KEYS,
  type Key,
  type KeypadInput,
  type KeypadProperties,
  type KeypadState,
  ORDINARY_KEYPAD,
} from '../domain/keypad/keypad.ts'
import { type Arming, armingOf } from '../domain/keypad/learning.ts'
import { stepKeypad } from '../domain/keypad/step.ts'
import { keysOf } from '../domain/sealed-credential.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import type { BusIdentity } from './bus-presence.ts'
import { commandedCredential } from './presenting.ts'
import { type Behaviour, type DevicePorts, SteppedDevice } from './stepped-device.ts'

/** An NFC Code Touch. Tests play the person in front of it: `tap()` and `press()`. Without power nothing happens. */
export class NfcCodeTouch extends SteppedDevice<KeypadState, KeypadInput> {
  constructor(identity: BusIdentity, ports: DevicePorts) {
    super(identity, ports, behaviourOf(identity.description.keypad ?? ORDINARY_KEYPAD))
  }

  /** Somebody holds a tag to it, however long. */
  tap(tag: Credential): void {
    this.input({ type: 'tapped', tag, source: 'simulated' })
  }

  /** Somebody presses these keys, one after the other. */
  press(...keys: Key[]): void {
    for (const key of keys) this.input({ type: 'pressed', key })
  }
}

function behaviourOf(properties: KeypadProperties): Behaviour<KeypadState, KeypadInput> {
  return {
    idle: idleKeypad,
    isTamperEvident: true,
    step: (state, input, nowMs, seal) => stepKeypad(properties, state, input, nowMs, seal),
    timer: (timer) => ({ type: 'timer', timer }),
    inputs: inputsOf,
  }
}

function inputsOf(message: BusMessage, env: DeviceEnv): readonly KeypadInput[] | undefined {
  if (message.channel === 'receipt') return [{ type: 'receipt', event: message.data.event }]
  if (message.channel !== 'command') return undefined
  const { id, causedBy = id } = message
  switch (message.name) {
    case 'feedback':
      return [{ type: 'feedback', signal: message.data.signal, causedBy }]
    case 'lock':
      return [{ type: 'lock', isLocked: message.data.locked, causedBy }]
    case 'light':
      return [{ type: 'light', light: message.data.light, causedBy }]
    case 'learn': {
      const arming = commandedArming(message.data.sealed, env)
      return arming === undefined ? undefined : [{ type: 'learn', arming, causedBy }]
    }
    case 'stop-learning':
      return [{ type: 'stop-learning', causedBy }]
    case 'key':
      return commandedKeys(id, message.data.sealed, env)?.map((key) => ({ type: 'pressed', key, causedBy: id }))
    case 'tap': {
      const tag = commandedCredential(id, message.data.sealed, env)
      const { source, tooSoon } = message.data
      const soon = tooSoon === undefined ? {} : { tooSoon }
      return tag?.kind === 'tag' ? [{ type: 'tapped', tag, source, ...soon, causedBy: id }] : undefined
    }
    case 'present': {
      const tag = commandedCredential(id, message.data.sealed, env)
      return tag?.kind === 'tag' ? [{ type: 'tapped', tag, source: message.data.source, causedBy: id }] : undefined
    }
    case 'battery-low':
      return [{ type: 'battery-low', causedBy: id }]
  }
  return undefined
}

/** The keys that a command presses; `undefined` where nobody sealed them for this keypad and this message. */
function commandedKeys(messageId: string, sealed: string, env: DeviceEnv): Key[] | undefined {
  try {
    const keys = keysOf(messageId, env.open(sealed))
    return keys.every(isKey) ? [...keys] : undefined
  } catch (error) {
    if (error instanceof RigError) return undefined
    throw error
  }
}

/** What its Miniserver wants done to the next tag; `undefined` where it did not seal that for this keypad. */
function commandedArming(sealed: string, env: DeviceEnv): Arming | undefined {
  const text = env.open(sealed)
  return text === undefined ? undefined : armingOf(text)
}

function isKey(word: string): word is Key {
  return (KEYS as readonly string[]).includes(word)
}
