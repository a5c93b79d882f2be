import { type KeypadProperties, ORDINARY_KEYPAD } from '../../../sim/domain/keypad/keypad.ts'
import type { RigDevice } from '../shape.ts'
import { millisecondsOf } from '../units.ts'

/** What kind of NFC Code Touch a rig file describes; `undefined` for an ordinary one, and for another device. */
export function keypadOf(device: RigDevice | undefined): KeypadProperties | undefined {
  if (device?.kind !== 'nfc-code-touch') return undefined
  const { variant, power, generation, keySound, digitTimeout } = device
  const properties: KeypadProperties = {
    ...ORDINARY_KEYPAD,
    ...(variant !== undefined && { variant }),
    ...(power !== undefined && { power }),
    ...(generation !== undefined && { generation }),
    ...(keySound !== undefined && { keySound }),
    ...(digitTimeout !== undefined && { digitTimeoutMs: millisecondsOf(digitTimeout) }),
  }
  const keys = Object.keys(properties) as (keyof KeypadProperties)[]
  return keys.every((key) => properties[key] === ORDINARY_KEYPAD[key]) ? undefined : properties
}

/** Whether there is no such device, but only its place in Config. */
export function isDummy(device: RigDevice | undefined): boolean {
  return device?.kind === 'nfc-code-touch' && device.dummy === true
}
