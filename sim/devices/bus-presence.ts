import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { BusContent, BusMessage, DeviceDescription } from '../protocol/bus/message.ts'
import { Timers } from './timers.ts'

export interface BusIdentity {
  readonly site: string
  readonly name: string
  readonly description: DeviceDescription
}

/** Published as `state/alive` this often; the Miniserver misses three before it holds a device offline (docs/design.md). */
export const ALIVE_MS = 60_000

/** A device's presence on the bus: who it is, that it is alive, and ids for what it says. */
export class BusPresence {
  readonly #identity: BusIdentity
  readonly #bus: Bus
  readonly #clock: Clock
  readonly #timers: Timers<'alive'>
  #prefix = ''
  #count = 0

  constructor(identity: BusIdentity, bus: Bus, clock: Clock) {
    this.#identity = identity
    this.#bus = bus
    this.#clock = clock
    this.#timers = new Timers(clock, () => this.#alive())
  }

  /** `prefix` makes the ids of this power-up unique in the rig. */
  powerOn(prefix: string): void {
    this.#prefix = prefix
    this.#count = 0
    this.publish({ channel: '$description', data: this.#identity.description })
    this.publish({ channel: '$state', data: 'ready' })
    this.#alive()
  }

  /** Without power nothing is said; on the bus the last will speaks. */
  powerOff(): void {
    this.#timers.clear()
  }

  /** Publishes on this device's own topics, or on those of another device of the site (a Miniserver's right). */
  publish(content: BusContent, options: { device?: string; causedBy?: string; id?: string } = {}): void {
    const { device = this.#identity.name, causedBy, id = this.#nextId() } = options
    const { site } = this.#identity
    const timeMs = this.#clock.now().wallMs
    // What differs comes last: properties put behind it cost a microsecond each.
    const message: BusMessage =
      causedBy === undefined
        ? { id, site, device, timeMs, ...content }
        : { id, site, device, timeMs, causedBy, ...content }
    this.#bus.publish(message)
  }

  snapshot(): unknown {
    return { prefix: this.#prefix, count: this.#count, timers: this.#timers.snapshot() }
  }

  restore(snapshot: unknown): void {
    const { prefix, count, timers } = snapshot as { prefix: string; count: number; timers: ['alive', number][] }
    this.#prefix = prefix
    this.#count = count
    this.#timers.restore(timers)
  }

  #nextId(): string {
    return `${this.#prefix}.${++this.#count}`
  }

  #alive(): void {
    const { monotonicMs } = this.#clock.now()
    this.publish({ channel: 'state', name: 'alive', data: { value: Math.floor(monotonicMs / 1_000) } })
    this.#timers.set('alive', monotonicMs + ALIVE_MS)
  }
}
