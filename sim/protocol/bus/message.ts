import type { z } from 'zod'
import type { DecisionRecord } from '../../domain/miniserver/decision-record.ts'
import type {
  COMMANDS,
  clockReading,
  deviceDescription,
  deviceState,
  EVENTS,
  eventData,
  receiptData,
  restPoll,
  restTally,
  stateData,
} from './payloads.ts'

/**
 * One message on the bus as a value: what MQTT carries as topic, retain flag and CloudEvent (docs/interface.md, "The bus").
 *
 * `site` and `device` name whose topic it is (both empty for `$clock` and `$poll`, which are the rig's); `id` is unique per rig; `causedBy`
 * is the id of what it follows from; `timeMs` is the sender's wall clock, whole milliseconds of the years 0 to 9999.
 */
export type BusMessage = {
  readonly id: string
  readonly site: string
  readonly device: string
  readonly timeMs: number
  readonly causedBy?: string
} & BusContent

/** What a message says. Names are levels of a topic: no capitals. The schemas are in payloads.ts. */
export type BusContent =
  | { readonly channel: '$clock'; readonly data: ClockReading }
  | { readonly channel: '$poll'; readonly data: RestPoll }
  | { readonly channel: '$tally'; readonly data: RestTally }
  | { readonly channel: '$state'; readonly data: z.infer<typeof deviceState> }
  | { readonly channel: '$description'; readonly data: DeviceDescription }
  | { readonly channel: 'event'; readonly name: EventName; readonly data: EventData }
  | { readonly channel: 'receipt'; readonly data: DeepReadonly<z.infer<typeof receiptData>> }
  | ({ readonly channel: 'command' } & CommandContent)
  | { readonly channel: 'state'; readonly name: string; readonly data: DeepReadonly<z.infer<typeof stateData>> }
  | { readonly channel: 'notice'; readonly name: string; readonly data: Readonly<Record<string, unknown>> }
  | { readonly channel: 'decision'; readonly data: DecisionRecord }

export type Channel = BusContent['channel']
export type EventName = keyof typeof EVENTS
export type CommandName = keyof typeof COMMANDS

export type CommandContent = {
  [Name in CommandName]: { readonly name: Name; readonly data: DeepReadonly<z.infer<(typeof COMMANDS)[Name]['data']>> }
}[CommandName]

/** `sealed` holds the credential's id under the device's key; nothing else of it is on the bus. */
export type EventData = DeepReadonly<z.infer<typeof eventData>>

export type DeviceDescription = DeepReadonly<z.infer<typeof deviceDescription>>

/** What everyone adds to the machine's clocks: one offset for monotonic time, one per site for its wall clock. */
export type ClockReading = DeepReadonly<z.infer<typeof clockReading>>

/** How the clock service asks whether all are at rest, and what each answers (docs/decisions/0020-rest-is-counted.md). */
export type RestPoll = DeepReadonly<z.infer<typeof restPoll>>
export type RestTally = DeepReadonly<z.infer<typeof restTally>>

export type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T
