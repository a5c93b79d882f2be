import type { InternetAccess } from '../sim/domain/connectivity/standing.ts'
import type { Drift } from '../sim/world/drift.ts'

/** What a fault happens to: the Miniserver of a site, or one of its devices. */
export interface Place {
  readonly site: string
  /** Absent for the Miniserver. */
  readonly device?: string
}

/** One direction of a link: between the Miniservers of two sites, or between a device and its own Miniserver. */
export interface Way {
  readonly from: Place
  readonly to: Place
}

/** Which messages a link loses: the next so many, or each with this chance, 0 to 1. */
export type Lost = { readonly next: number } | { readonly share: number }

/**
 * What the world does to an estate. Everything holds until it is taken back: links by `heal`, the rest by its counterpart.
 *
 * Throws RigError USAGE for what cannot be, such as pausing what is paused already, DEVICE_OFFLINE for what needs power where
 * there is none, and NAME_TAKEN and NOT_FOUND for names of back-ups.
 */
export interface Faults extends InternetFaults {
  /** What is sent that way is lost. A Miniserver's message fails as to a peer that is not there (§3.3.4). */
  cut(ways: readonly Way[]): Done
  /** Takes every fault of these directions away; what they held back arrives. */
  heal(ways: readonly Way[] | 'everything'): Done
  delay(ways: readonly Way[], byMs: number): Done
  drop(ways: readonly Way[], lost: Lost): Done
  /** The next so many messages come twice. */
  repeat(ways: readonly Way[], next: number): Done
  /** The next so many messages arrive in the other order. */
  reorder(ways: readonly Way[], next: number): Done
  /** From now on the wall clock of a site gains `byMs`, or loses it, in every `everyMs`; 0 ends it. Monotonic time does not notice. */
  skew(site: string, drift: Drift): Done
  /** The process stands still: no timer fires, what arrives waits. */
  pause(place: Place): Done
  /** It goes on: what waited and what was due happens now, in order. */
  resume(place: Place): Done
  /** Without power all that is not durable is gone. With it the place starts from what it stored. */
  power(place: Place, power: 'on' | 'off'): Done
  /** It dies, and is started again at once. */
  crash(place: Place): Done
  /** Keeps what the Miniserver of a site has stored. */
  backUp(site: string, name: string): Done
  /** Puts a back-up of a site in the place of what its Miniserver has stored, and starts that from it. */
  restore(site: string, name: string): Done
}

/** What becomes of the Internet between sites: of every lane. */
export interface InternetFaults {
  /** From now on the Miniserver of a site is set up so for the Internet (§3.3.4). */
  forward(site: string, access: InternetAccess): Done
  /** The Internet is gone, for all or for one site, or back; who is in one LAN does not notice. */
  internet(power: 'on' | 'off', site?: string): Done
}

/** Where it takes its time, it has happened when the promise resolves. */
export type Done = void | Promise<void>

/** `home`, or `home/front-door`. */
export function placeText({ site, device }: Place): string {
  return device === undefined ? site : `${site}/${device}`
}
