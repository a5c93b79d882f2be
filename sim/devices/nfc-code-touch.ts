import type { Credential } from '../domain/access/credential.ts'
import type { DeviceTimer } from '../domain/device-step.ts'
import { idleKeypad, type KeypadInput, type KeypadState, stepKeypad } from '../domain/keypad/step.ts'
import type { Presentation } from '../domain/presentation-outbox.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { DeviceEnv } from '../ports/device-env.ts'
import type { BusMessage } from '../protocol/bus/message.ts'
import { type BusIdentity, BusPresence } from './bus-presence.ts'
import type { Device } from './device.ts'
import { carryOut, commandedCredential } from './presenting.ts'
import { Timers } from './timers.ts'

/** An NFC Code Touch. Tests play the person in front of it: `tap()`. In this lab it presents tags; keys and bell answer UNSUPPORTED. */
export class NfcCodeTouch implements Device {
  readonly site: string
  readonly name: string
  readonly #clock: Clock
  readonly #env: DeviceEnv
  readonly #presence: BusPresence
  readonly #timers: Timers<DeviceTimer>
  #state: KeypadState = idleKeypad('')
  #powered = false

  constructor(identity: BusIdentity, ports: { bus: Bus; clock: Clock; env: DeviceEnv }) {
    this.site = identity.site
    this.name = identity.name
    this.#clock = ports.clock
    this.#env = ports.env
    this.#presence = new BusPresence(identity, ports.bus, ports.clock)
    this.#timers = new Timers(ports.clock, (timer) => this.#apply({ type: 'timer', timer }))
    ports.bus.onMessage((message) => this.#receive(message))
  }

  powerOn(): void {
    const prefix = `${this.site}-${this.name}-${this.#env.random(4)}`
    this.#powered = true
    this.#state = idleKeypad(prefix)
    this.#presence.powerOn(prefix)
  }

  powerOff(): void {
    this.#powered = false
    this.#timers.clear()
    this.#presence.powerOff()
  }

  /** Somebody holds a tag to it. Without power nothing happens. */
  tap(tag: Credential, source: Presentation['source'] = 'simulated', causedBy?: string): void {
    this.#apply({ type: 'tapped', tag, source, ...(causedBy !== undefined && { causedBy }) })
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
    const { state, powered, timers, presence } = structuredClone(snapshot) as KeypadSnapshot
    this.#state = state
    this.#powered = powered
    this.#timers.restore(timers)
    this.#presence.restore(presence)
  }

  #receive(message: BusMessage): void {
    if (message.channel === 'receipt') return this.#apply({ type: 'receipt', event: message.data.event })
    if (message.channel !== 'command') return
    const causedBy = message.id
    switch (message.name) {
      case 'feedback':
        return this.#apply({ type: 'feedback', signal: message.data.signal, causedBy: message.causedBy ?? causedBy })
      case 'tap':
      case 'present': {
        const tag = commandedCredential(message.id, message.data.sealed, this.#env)
        if (tag?.kind === 'tag') return this.tap(tag, message.data.source, causedBy)
      }
    }
    this.#apply({ type: 'unsupported', causedBy })
  }

  #apply(input: KeypadInput): void {
    if (!this.#powered) return
    const { monotonicMs } = this.#clock.now()
    const effects = stepKeypad(this.#state, input, monotonicMs, (text) => this.#env.seal(text))
    carryOut(effects, { presence: this.#presence, timers: this.#timers, nowMs: monotonicMs })
  }
}

interface KeypadSnapshot {
  readonly state: KeypadState
  readonly powered: boolean
  readonly timers: [DeviceTimer, number][]
  readonly presence: unknown
}
