import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { BusContent, BusMessage, DeviceDescription } from '../protocol/bus/message.ts'

export interface BusIdentity {
  readonly site: string
  readonly name: string
  readonly description: DeviceDescription
}

/** Published as `state/alive` this often; the Miniserver misses three before it holds a device offline (docs/design.md). */
export const ALIVE_MS = 60_000

/** The timer at which a device must call `BusPresence.alive()`. It is among the device's own, so that equal ones keep their order. */
export const ALIVE = 'alive'

interface PresencePorts {
  readonly bus: Bus
  readonly clock: Clock
  readonly timers: { set(name: typeof ALIVE, atMs: number): void }
}

/** A device's presence on the bus: who it is, that it is alive, and ids for what it says. */
export class BusPresence {
  readonly #identity: BusIdentity
  readonly #ports: PresencePorts
  #prefix = ''
  #count = 0

  constructor(identity: BusIdentity, ports: PresencePorts) {
    this.#identity = identity
    this.#ports = ports
  }

  /** `prefix` makes the ids of this power-up unique in the rig. Without power nothing is said; the last will speaks. */
  powerOn(prefix: string): void {
    this.#prefix = prefix
    this.#count = 0
    this.publish({ channel: '$description', data: this.#identity.description })
    this.publish({ channel: '$state', data: 'ready' })
    this.alive()
  }

  /** Says that the device is alive, and when it will say so again. */
  alive(): void {
    const { clock, timers } = this.#ports
    const { monotonicMs } = clock.now()
    this.publish({ channel: 'state', name: 'alive', data: { value: Math.floor(monotonicMs / 1_000) } })
    timers.set(ALIVE, monotonicMs + ALIVE_MS)
  }

  /** Publishes on this device's own topics, or on those of another device of the site (a Miniserver's right). */
  publish(content: BusContent, options: { device?: string; causedBy?: string; id?: string } = {}): void {
    const { device = this.#identity.name, causedBy, id = this.#nextId() } = options
    const { site } = this.#identity
    const timeMs = this.#ports.clock.now().wallMs
    // What differs comes last: properties put behind it cost a microsecond each.
    const message: BusMessage =
      causedBy === undefined
        ? { id, site, device, timeMs, ...content }
        : { id, site, device, timeMs, causedBy, ...content }
    this.#ports.bus.publish(message)
  }

  snapshot(): PresenceSnapshot {
    return { prefix: this.#prefix, count: this.#count }
  }

  restore({ prefix, count }: PresenceSnapshot): void {
    this.#prefix = prefix
    this.#count = count
  }

  #nextId(): string {
    return `${this.#prefix}.${++this.#count}`
  }
}

export interface PresenceSnapshot {
  readonly prefix: string
  readonly count: number
}
