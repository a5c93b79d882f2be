import type { Identity } from '../../sim/domain/miniserver/state.ts'
import type { Serial } from '../../sim/domain/program/names.ts'
import type { NetworkReading } from '../../sim/io/network-view.ts'
import type { DeviceDescription } from '../../sim/protocol/bus/message.ts'

/**
 * All that a device needs to start, in any placement, and no other device's secrets. As a file it has mode 0600.
 *
 * `key` is the device's 256-bit key, hex: it seals credentials between the device and its Miniserver.
 */
export interface Bundle {
  readonly version: 1
  readonly rig: string
  readonly site: string
  readonly device: string
  readonly description: DeviceDescription
  readonly bus: BusLogin
  readonly key: string
  readonly miniserver?: MiniserverBundle
}

export interface BusLogin {
  readonly url: string
  readonly prefix: string
  readonly username: string
  readonly password: string
}

/** What only a Miniserver has. Its own device key proves who it is; the keys of its site's devices open what they seal. */
export interface MiniserverBundle {
  /** Addresses are filled in when the listeners are open. */
  readonly identity: Identity
  readonly timeZone: string
  /** `ProgramJson` a new unit runs. */
  readonly program: unknown
  /** Devices of the site by name, itself as `miniserver`. */
  readonly deviceKeys: Readonly<Record<string, string>>
  /** PEM. */
  readonly certificate: string
  readonly privateKey: string
  readonly ca: string
  readonly listen: ListenPlan
  /** Folder of its store. */
  readonly directory: string
  /** Folder of its API's RSA key, which outlives the rig: making one takes a tenth of a second. */
  readonly keyDirectory: string
  /** The networks between the Miniservers of the rig, as it begins; absent: all are in one LAN. */
  readonly network?: NetworkReading
  /** `host:port` of the other Miniservers of the rig that have Network Intercommunication, by their serials. */
  readonly neighbours?: Readonly<Record<Serial, string>>
  readonly connectionTimeoutS: number
  readonly codeKey: string
}

/** Where to listen; a taken port moves to a free one. `externalHttps` absent: no external access (R29). */
export interface ListenPlan {
  readonly host: string
  readonly http: number
  readonly https: number
  readonly externalHttps?: number
  /** UDP, where it has Network Intercommunication; a taken one is a failure, as the others know it already. */
  readonly intercommunication?: number
  /** What peers and clients are told instead of `host`, where the device runs in a network of its own. */
  readonly advertisedHost?: string
}

/** Where a started Miniserver really listens. */
export interface Listening {
  readonly http: number
  readonly https: number
  readonly externalHttps?: number
  readonly intercommunication?: number
}
