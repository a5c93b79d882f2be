import type { Stamp } from '../domain/time.ts'
import type { BusCounts } from './bus-counts.ts'
import type { Notice } from './notice.ts'
import type { Traffic } from './traffic.ts'

export interface MqttBusOptions {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly url: string
  readonly username: string
  readonly password: string
  /** Default: the username. A second connection of the same login needs an id of its own. */
  readonly clientId?: string
  /** `loxrig/<rig>`. */
  readonly prefix: string
  /** Whose last will is left with the broker; absent for the rig and the observer, which have no topics of their own. */
  readonly device?: { readonly site: string; readonly device: string }
  /** Filters, as `subscriptionsOf` makes them. */
  readonly subscriptions: readonly string[]
  /** Hears BROKER_LOST once and BROKER_BACK once per outage, and of messages that were dropped. */
  readonly onNotice: (notice: Notice) => void
  readonly traffic?: Traffic
  /** Where the devices of a rig are in several processes. */
  readonly counts?: BusCounts
  /** The device's clock, which stamps the last will and by which grows old what waits for the broker. Default: the machine's. */
  readonly now?: () => Stamp
  /** Gives up waiting for a broker that was never there. */
  readonly signal?: AbortSignal
}
