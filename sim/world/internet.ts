import { type Route, routeTo } from '../domain/connectivity/route.ts'
import type { InternetAccess, Standing } from '../domain/connectivity/standing.ts'
import type { Serial } from '../domain/program/names.ts'

/** The Internet of the virtual world, and how the Miniservers are set up for it: as they were built, then as they were told. */
export class VirtualInternet {
  readonly #access = new Map<Serial, InternetAccess>()
  readonly #offline = new Set<Serial>()
  #isUp = true

  forward(serial: Serial, access: InternetAccess): void {
    this.#access.set(serial, access)
  }

  /** Cuts it for all, or for one site, or mends it. */
  power(power: 'on' | 'off', serial?: Serial): void {
    if (serial === undefined) this.#isUp = power === 'on'
    else if (power === 'on') this.#offline.delete(serial)
    else this.#offline.add(serial)
  }

  route(from: Standing, to: Standing): Route {
    return routeTo(from, to, this.#isUp)
  }

  /** Where a unit stands now. */
  standing(serial: Serial, built: Omit<Standing, 'isOnline'>): Standing {
    const { lan, miniserverType } = built
    return {
      ...{ lan, miniserverType, access: this.#access.get(serial) ?? built.access },
      isOnline: !this.#offline.has(serial),
      // Looked up only where it matters: it goes through all users.
      get isUnsecured() {
        return built.isUnsecured
      },
    }
  }
}
