import type { Serial } from '../domain/program/names.ts'
import type { Datagrams } from '../ports/datagrams.ts'
import type { VirtualNetwork } from './trust-links.ts'
import type { World } from './world.ts'

/**
 * UDP between the Miniservers of the virtual world: over the lines of their network, faults included, within a LAN only, to units
 * of the world only. Nothing is sent again, and nobody is told what was lost.
 */
export class VirtualDatagrams {
  readonly #world: World
  readonly #network: VirtualNetwork
  readonly #receivers = new Map<Serial, (bytes: Uint8Array) => void>()

  constructor(world: World, network: VirtualNetwork) {
    this.#world = world
    this.#network = network
  }

  connect(serial: Serial): Datagrams {
    return {
      send: (to, bytes) => {
        // A copy: neither side holds anything of the other.
        if ('serial' in to) this.#send(serial, to.serial, bytes.slice())
      },
      onMessage: (receive) => void this.#receivers.set(serial, receive),
    }
  }

  #send(from: Serial, to: Serial, bytes: Uint8Array): void {
    const cross = (): void => {
      const latencyMs = this.#lanMs(from, to)
      if (latencyMs === undefined) return
      this.#world.deliver(latencyMs, () => {
        const isCut = this.#network.way(from, to).isCut || this.#lanMs(from, to) === undefined
        if (!isCut) this.#receivers.get(to)?.(bytes)
      })
    }
    this.#network.way(from, to).carry({ arrive: cross, lost: () => {} })
  }

  #lanMs(from: Serial, to: Serial): number | undefined {
    const route = this.#network.routeNow(from, to)
    return route !== undefined && 'path' in route && route.path === 'internal' ? route.latencyMs : undefined
  }
}
