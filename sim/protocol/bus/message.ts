import type { DecisionRecord } from '../../domain/miniserver/decision-record.ts'
import type { StateValue } from '../../domain/miniserver/effect.ts'

/**
 * One message on the bus as a value: what MQTT carries as topic, retain flag and CloudEvent (docs/interface.md, "The bus").
 *
 * `site` and `device` name whose topic it is; `id` is unique per rig; `causedBy` is the id of what it follows from; `timeMs`
 * is the sender's wall clock.
 */
export type BusMessage = {
  readonly id: string
  readonly site: string
  readonly device: string
  readonly timeMs: number
  readonly causedBy?: string
} & BusContent

export type BusContent =
  | { readonly channel: '$state'; readonly data: 'init' | 'ready' | 'lost' | 'disconnected' }
  | { readonly channel: '$description'; readonly data: DeviceDescription }
  | { readonly channel: 'event'; readonly name: EventName; readonly data: EventData }
  | { readonly channel: 'receipt'; readonly data: { readonly event: string } }
  | { readonly channel: 'command'; readonly name: CommandName; readonly data: CommandData }
  | { readonly channel: 'state'; readonly name: string; readonly data: { readonly value: StateValue } }
  | { readonly channel: 'decision'; readonly data: DecisionRecord }

export type EventName = 'tag-presented' | 'ibutton-arrived' | 'ibutton-departed' | 'unsupported'
export type CommandName = 'feedback' | 'tap' | 'touch' | 'present' | 'remove'

/** `sealed` holds the credential's id under the device's key; nothing else of it is on the bus. */
export interface EventData {
  readonly sealed?: string
  readonly ageMs: number
  readonly source?: 'simulated' | 'pcsc' | 'serial'
}

export type CommandData =
  | { readonly signal: 'granted' | 'denied' }
  | { readonly sealed: string; readonly source?: 'simulated' | 'pcsc' | 'serial' }
  | Readonly<Record<string, never>>

export interface DeviceDescription {
  readonly kind: 'miniserver' | 'nfc-code-touch' | 'one-wire-extension' | 'external-reader' | 'intercom'
  readonly serial: string
  readonly capabilities: readonly string[]
  readonly placement: 'in-process' | 'process' | 'container'
  readonly source?: 'simulated' | 'pcsc' | 'serial'
  readonly version: string
}
