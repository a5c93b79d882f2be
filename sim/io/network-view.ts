import { type PathName, type Route, routeTo } from '../domain/connectivity/route.ts'
import { ONE_LAN, type Standing } from '../domain/connectivity/standing.ts'
import type { Serial } from '../domain/program/names.ts'

/** The networks between the Miniservers of a rig, as they are now. */
export interface NetworkReading {
  readonly isInternetUp: boolean
  readonly units: Readonly<Record<Serial, Standing & Whereabouts>>
}

/** Where a unit is reached, `host:port`. */
interface Whereabouts {
  /** From within its LAN, where that may not be what its peers were told. */
  readonly internal?: string
  /** From outside. */
  readonly external?: string
}

/**
 * What one process knows of the networks of its rig: which way its Miniservers take to a peer. Until something is read all are in
 * one LAN.
 */
export class NetworkView {
  #reading: NetworkReading = { isInternetUp: true, units: {} }

  follow(reading: NetworkReading): void {
    this.#reading = reading
  }

  route(from: Serial, to: Serial): Route {
    const { units, isInternetUp } = this.#reading
    return routeTo(units[from] ?? ONE_LAN, units[to] ?? ONE_LAN, isInternetUp)
  }

  /** Where a path leads, where that is not the address that a peer tells. */
  addressOf(to: Serial, path: PathName): string | undefined {
    const unit = this.#reading.units[to]
    return path === 'internal' ? unit?.internal : unit?.external
  }
}
