import { type DeviceEffect, type DeviceTimer, offer, type PresentingState, type Seal } from '../domain/device-step.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { ALIVE, type BusIdentity, BusPresence, type PresenceSnapshot } from './bus-presence.ts'
import type { Device } from './device.ts'
import { fromPlain, type Plain, toPlain } from './plain-data.ts'
import { carryOut } from './presenting.ts'
import { Timers, type TimersSnapshot } from './timers.ts'

export interface DevicePorts {
  readonly bus: Bus
  readonly clock: Clock
  readonly env: DeviceEnv
}

/** What is a kind of device's own: its state, and what it makes of what reaches it. */
export interface Behaviour<State, Input> {
  /** Its state when it gets power; the ids that it makes begin with `prefix`. */
  readonly idle: (prefix: string) => State
  /** What it shows when it gets power. */
  readonly shows?: readonly DeviceEffect[]
  /** Answers one input by changing `state` in place; `nowMs` is the device's monotonic time. */
  readonly step: (state: State, input: Input, nowMs: number, seal: Seal) => readonly DeviceEffect[]
  /** What the end of a timer is to `step`, where it sets any. */
  readonly timer?: (timer: DeviceTimer) => Input
  /** It stands where anybody can take it off the wall, and notices. */
  readonly isTamperEvident?: true
  /** What a message to it means, in order; `undefined` where it means nothing. Of a command it then says `unsupported`. */
  readonly inputs: (message: BusMessage, env: DeviceEnv) => readonly Input[] | undefined
}

/**
 * A device that is a step over ports: its power, its presence on the bus, its timers and its snapshots.
 *
 * Kinds of devices add nothing but words for the person in front of them. Everything that changes is in `State`, or here.
 */
export class SteppedDevice<State extends PresentingState, Input> implements Device {
  readonly site: string
  readonly name: string
  readonly #behaviour: Behaviour<State, Input>
  readonly #ports: DevicePorts
  readonly #timers: Timers<DeviceTimer | typeof ALIVE>
  readonly #presence: BusPresence
  /** None without power. */
  #state: State | undefined

  constructor(identity: BusIdentity, ports: DevicePorts, behaviour: Behaviour<State, Input>) {
    const { bus, clock } = ports
    this.site = identity.site
    this.name = identity.name
    this.#behaviour = behaviour
    this.#ports = ports
    this.#timers = new Timers(clock, (timer) => (timer === ALIVE ? this.#presence.alive() : this.#fired(timer)))
    this.#presence = new BusPresence(identity, { bus, clock, timers: this.#timers })
    bus.onMessage((message) => this.#receive(message))
  }

  powerOn(): void {
    const prefix = `${this.site}-${this.name}-${this.#ports.env.random(4)}`
    this.#state = this.#behaviour.idle(prefix)
    this.#presence.powerOn(prefix)
    this.#carryOut(this.#behaviour.shows ?? [])
  }

  powerOff(): void {
    this.#state = undefined
    this.#timers.clear()
  }

  snapshot(): Plain {
    if (this.#state === undefined) return null
    return toPlain({ state: this.#state, timers: this.#timers.snapshot(), presence: this.#presence.snapshot() })
  }

  restore(snapshot: Plain): void {
    if (snapshot === null) return this.powerOff()
    const { state, timers, presence } = fromPlain(snapshot) as Snapshot<State>
    this.#state = state
    this.#timers.restore(timers)
    this.#presence.restore(presence)
  }

  /** Without power nothing happens. */
  protected input(input: Input): void {
    if (this.#state === undefined) return
    const { clock, env } = this.#ports
    this.#carryOut(this.#behaviour.step(this.#state, input, clock.now().monotonicMs, (text) => env.seal(text)))
  }

  #receive(message: BusMessage): void {
    if (message.channel === 'command' && message.name === 'plug' && this.#state === undefined) return this.powerOn()
    if (this.#state === undefined) return
    if (message.channel === 'command' && message.name === 'unplug') return this.#unplugged(message.id)
    if (message.channel === 'command' && message.name === 'tamper' && this.#behaviour.isTamperEvident === true)
      return this.#carryOut(tampered(this.#state, message.id, this.#ports.clock.now().monotonicMs))
    const inputs = this.#behaviour.inputs(message, this.#ports.env)
    for (const input of inputs ?? []) this.input(input)
    if (inputs === undefined && message.channel === 'command')
      this.#carryOut([{ type: 'unsupported', causedBy: message.id }])
  }

  /** Its last words are those that the broker says of who is gone without a goodbye. */
  #unplugged(causedBy: string): void {
    this.#presence.publish({ channel: '$state', data: 'lost' }, { causedBy })
    this.powerOff()
  }

  #fired(timer: DeviceTimer): void {
    const input = this.#behaviour.timer?.(timer)
    if (input !== undefined) this.input(input)
  }

  #carryOut(effects: readonly DeviceEffect[]): void {
    const nowMs = this.#ports.clock.now().monotonicMs
    carryOut(effects, { presence: this.#presence, timers: this.#timers, nowMs })
  }
}

function tampered(state: PresentingState, causedBy: string, nowMs: number): readonly DeviceEffect[] {
  return offer(state, { name: 'tampered', source: 'simulated', causedBy }, nowMs)
}

interface Snapshot<State> {
  readonly state: State
  readonly timers: TimersSnapshot<DeviceTimer | typeof ALIVE>
  readonly presence: PresenceSnapshot
}
