import type { Packet } from '../intercommunication/packet.ts'
import type { RemotePlace } from '../intercommunication/remote.ts'
import type { Serial, Uuid } from '../program/names.ts'
import type { TrustMessage } from '../trust/message.ts'
import type { StructureView } from './api/structure-view.ts'
import type { DecisionRecord } from './decision-record.ts'

/** One row of the unit's store; `value` absent deletes. Values are JSON. Keys are `/`-separated words. */
export interface StoreRecord {
  readonly key: string
  readonly value?: unknown
}

/**
 * What must now happen outside a Miniserver. Data, carried out in order by the device around it.
 *
 * Effects in `then` of a `commit` are carried out only after its records are durable, all or none of them. They may be worked
 * out late: whoever carries out effects reads `then` once, in the same turn, as soon as the records are on their way.
 */
export type Effect =
  | { readonly type: 'commit'; readonly records: readonly StoreRecord[]; readonly then: Iterable<Effect> }
  | { readonly type: 'set-timer'; readonly timer: string; readonly atMonotonicMs: number }
  | { readonly type: 'cancel-timer'; readonly timer: string }
  // Bus
  | { readonly type: 'receipt'; readonly device: string; readonly eventId: string }
  | { readonly type: 'command'; readonly device: string; readonly command: DeviceCommand; readonly causedBy?: string }
  | {
      readonly type: 'state'
      readonly device: string
      readonly name: string
      readonly value: StateValue
      readonly causedBy?: string
    }
  | { readonly type: 'decision'; readonly reader: string; readonly record: DecisionRecord }
  | {
      readonly type: 'notice'
      readonly name: string
      readonly data: Readonly<Record<string, unknown>>
      readonly causedBy?: string
    }
  // API clients
  | { readonly type: 'api-reply'; readonly session: string; readonly request: number; readonly reply: ApiReply }
  | { readonly type: 'api-states'; readonly session: string; readonly changes: readonly ApiStateChange[] }
  | { readonly type: 'api-close'; readonly session: string; readonly code: number; readonly reason: string }
  // loxrig's own control API
  | { readonly type: 'control-reply'; readonly request: number; readonly reply: ControlReply }
  // Trust
  | { readonly type: 'trust-send'; readonly to: Serial; readonly address?: string; readonly message: TrustMessage }
  // Network Intercommunication: nobody says whether it arrived
  | { readonly type: 'intercommunication-send'; readonly to: RemotePlace; readonly packet: Packet }
  // The program was saved: sockets close, the API answers 503 until the unit is up again (§3.2)
  | { readonly type: 'restart' }

export type StateValue = boolean | number | string | null

/** What a Miniserver tells a device to do. */
export type DeviceCommand =
  | { readonly type: 'feedback'; readonly signal: FeedbackSignal }
  /** Its keys are dead, or alive again. */
  | { readonly type: 'lock'; readonly locked: boolean }
  /** What its status LED shows: of `r`, `g`, `b` and `w` those that are on, in this order. */
  | { readonly type: 'light'; readonly light: string }
  /** Into learn mode, for the next card; what shall become of that is sealed for it (§3.6.5). */
  | { readonly type: 'learn'; readonly sealed: string }
  | { readonly type: 'stop-learning' }
  /** Of an Intercom: says this at the door. */
  | { readonly type: 'speak'; readonly text: string }

/** What a keypad's LEDs tell (§3.6.4): green, red, red and fast, the bell was heard, or more is awaited (P-220). */
export type FeedbackSignal = 'granted' | 'denied' | 'locked' | 'rung' | 'awaiting' | 'learned' | 'unreadable'

/** The LL envelope's content; `control` is echoed by the protocol layer. */
export interface ApiReply {
  readonly code: number
  readonly value: unknown
  /** Bodies that are not LL-wrapped: trustusermanagement. */
  readonly native?: boolean
  /** The answer is this text as it is. */
  readonly file?: string
  /** What `data/LoxAPP3.json` is to show; the protocol layer spells it. */
  readonly structure?: StructureView
}

/** A state of the structure file changed; text states carry text, value states numbers. */
export interface ApiStateChange {
  readonly uuid: Uuid
  readonly value: number | string
}

export type ControlReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string }
