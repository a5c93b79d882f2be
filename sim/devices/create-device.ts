import type { BusIdentity } from './bus-presence.ts'
import type { Device } from './device.ts'
import { ExternalReader } from './external-reader.ts'
import { Intercom } from './intercom.ts'
import { NfcCodeTouch } from './nfc-code-touch.ts'
import { OneWireExtension } from './one-wire-extension.ts'
import type { DevicePorts } from './stepped-device.ts'

const KINDS = {
  'nfc-code-touch': NfcCodeTouch,
  'one-wire-extension': OneWireExtension,
  'external-reader': ExternalReader,
  intercom: Intercom,
} as const

/** The device that a description describes; a Miniserver is made by its own class. Without power yet. */
export function createDevice(identity: BusIdentity, ports: DevicePorts): Device {
  const { kind } = identity.description
  if (kind === 'miniserver') throw new TypeError(`${kind} is not made here`)
  return new KINDS[kind](identity, ports)
}
