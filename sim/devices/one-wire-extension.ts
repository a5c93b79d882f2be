import type { Credential } from '../domain/access/credential.ts'
import type { DeviceTimer } from '../domain/device-step.ts'
import { idleOneWire, type OneWireInput, type OneWireState, stepOneWire } from '../domain/ibutton/step.ts'
import type { Presentation } from '../domain/presentation-outbox.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { type BusIdentity, BusPresence } from './bus-presence.ts'
import type { Device } from './device.ts'
import { carryOut, commandedCredential } from './presenting.ts'
import { Timers } from './timers.ts'

/** A 1-Wire Extension with its iButton readers. Tests play the person: `touch()`, or `arrive()` and `depart()` apart. */
export class OneWireExtension implements Device {
  readonly site: string
  readonly name: string
  readonly #clock: Clock
  readonly #env: DeviceEnv
  readonly #presence: BusPresence
  readonly #timers: Timers<DeviceTimer>
  #state: OneWireState = idleOneWire('')
  #powered = false

  constructor(identity: BusIdentity, ports: { bus: Bus; clock: Clock; env: DeviceEnv }) {
    this.site = identity.site
    this.name = identity.name
    this.#clock = ports.clock
    this.#env = ports.env
    this.#presence = new BusPresence(identity, ports.bus, ports.clock)
    this.#timers = new Timers(ports.clock, () => this.#apply({ type: 'timer', timer: 'retry' }))
    ports.bus.onMessage((message) => this.#receive(message))
  }

  powerOn(): void {
    const prefix = `${this.site}-${this.name}-${this.#env.random(4)}`
    this.#powered = true
    this.#state = idleOneWire(prefix)
    this.#presence.powerOn(prefix)
  }

  powerOff(): void {
    this.#powered = false
    this.#timers.clear()
    this.#presence.powerOff()
  }

  arrive(ibutton: Credential, source: Presentation['source'] = 'simulated', causedBy?: string): void {
    this.#apply({ type: 'arrived', ibutton, source, ...(causedBy !== undefined && { causedBy }) })
  }

  depart(ibutton: Credential, source: Presentation['source'] = 'simulated', causedBy?: string): void {
    this.#apply({ type: 'departed', ibutton, source, ...(causedBy !== undefined && { causedBy }) })
  }

  /** A short touch: the iButton arrives and departs. */
  touch(ibutton: Credential, source: Presentation['source'] = 'simulated', causedBy?: string): void {
    this.arrive(ibutton, source, causedBy)
    this.depart(ibutton, source, causedBy)
  }

  snapshot(): unknown {
    return structuredClone({
      state: this.#state,
      powered: this.#powered,
      timers: this.#timers.snapshot(),
      presence: this.#presence.snapshot(),
    })
  }

  restore(snapshot: unknown): void {
    const { state, powered, timers, presence } = structuredClone(snapshot) as OneWireSnapshot
    this.#state = state
    this.#powered = powered
    this.#timers.restore(timers)
    this.#presence.restore(presence)
  }

  #receive(message: BusMessage): void {
    if (!this.#powered) return
    if (message.channel === 'receipt') return this.#apply({ type: 'receipt', event: message.data.event })
    if (message.channel !== 'command') return
    if (message.name === 'touch' || message.name === 'present') {
      const ibutton = commandedCredential(message.id, message.data.sealed, this.#env)
      if (ibutton?.kind === 'ibutton') return this.touch(ibutton, message.data.source, message.id)
    }
    const data = { ageMs: 0 }
    this.#presence.publish({ channel: 'event', name: 'unsupported', data }, { causedBy: message.id })
  }

  #apply(input: OneWireInput): void {
    if (!this.#powered) return
    const { monotonicMs } = this.#clock.now()
    const effects = stepOneWire(this.#state, input, monotonicMs, (text) => this.#env.seal(text))
    carryOut(effects, { presence: this.#presence, timers: this.#timers, nowMs: monotonicMs })
  }
}

interface OneWireSnapshot {
  readonly state: OneWireState
  readonly powered: boolean
  readonly timers: [DeviceTimer, number][]
  readonly presence: unknown
}
