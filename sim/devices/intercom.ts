import type { StateValue } from '../domain/miniserver/effect.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { type BusIdentity, BusPresence } from './bus-presence.ts'
import type { Device } from './device.ts'

/** An Intercom. In this lab it shows its state (§3.10); every command answers UNSUPPORTED. */
export class Intercom implements Device {
  readonly site: string
  readonly name: string
  readonly #env: DeviceEnv
  readonly #presence: BusPresence
  #powered = false

  constructor(identity: BusIdentity, ports: { bus: Bus; clock: Clock; env: DeviceEnv }) {
    this.site = identity.site
    this.name = identity.name
    this.#env = ports.env
    this.#presence = new BusPresence(identity, ports.bus, ports.clock)
    ports.bus.onMessage((message) => this.#receive(message))
  }

  powerOn(): void {
    this.#powered = true
    this.#presence.powerOn(`${this.site}-${this.name}-${this.#env.random(4)}`)
    for (const [name, value] of Object.entries(IDLE))
      this.#presence.publish({ channel: 'state', name, data: { value } })
  }

  powerOff(): void {
    this.#powered = false
    this.#presence.powerOff()
  }

  snapshot(): unknown {
    return structuredClone({ powered: this.#powered, presence: this.#presence.snapshot() })
  }

  restore(snapshot: unknown): void {
    const { powered, presence } = structuredClone(snapshot) as { powered: boolean; presence: unknown }
    this.#powered = powered
    this.#presence.restore(presence)
  }

  #receive(message: BusMessage): void {
    if (!this.#powered || message.channel !== 'command') return
    this.#presence.publish({ channel: 'event', name: 'unsupported', data: { ageMs: 0 } }, { causedBy: message.id })
  }
}

/** §3.10: nobody rings, not muted, device state 1 = ok. Topic levels have no capitals: `device-state`. */
const IDLE: Readonly<Record<string, StateValue>> = { bell: false, muted: false, 'device-state': 1 }
