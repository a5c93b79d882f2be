import type { Credential } from '../../../../sim/domain/access/credential.ts'
import type { DeviceEffect, DeviceTimer } from '../../../../sim/domain/device-step.ts'
import {
  idleKeypad,
  type Key,
  type KeypadInput,
  type KeypadProperties,
  ORDINARY_KEYPAD,
} from '../../../../sim/domain/keypad/keypad.ts'
import { stepKeypad } from '../../../../sim/domain/keypad/step.ts'
import type { DecisionRecord } from '../../../../sim/domain/miniserver/decision-record.ts'
import type { Effect, StateValue } from '../../../../sim/domain/miniserver/effect.ts'
import type { UntimedInput } from '../../../../sim/domain/miniserver/input.ts'
import type { Presentation } from '../../../../sim/domain/presentation-outbox.ts'
import { findUser } from '../../../../sim/domain/program/lookup.ts'
import type { AuthenticationNfcCodeTouch, Program } from '../../../../sim/domain/program/program.ts'
import { controlNamed, homeEnv, homeProgram } from '../a-home.ts'
import { Unit } from '../a-unit.ts'

/** Digits of the codes of Anna and Ben. */
export const ANNAS = '471147'
export const BENS = '0815'

type BlockChange = Partial<AuthenticationNfcCodeTouch>

/** Home's program, whose front door is as said; Anna and Ben have codes as well. */
export function programWith(change: BlockChange = {}): Program {
  const program = homeProgram()
  const door = controlNamed(program, 'Front Door')
  if (door.kind !== 'authentication-nfc-code-touch') throw new TypeError('a keypad')
  program.controls.set(door.uuid, { ...door, historyLength: 100, ...change })
  giveCode(program, 'Anna', ANNAS)
  giveCode(program, 'Ben', BENS)
  return program
}

export function giveCode(program: Program, name: string, code: string): void {
  const user = findUser(program, name)
  program.users.set(user.uuid, { ...user, codeDigest: digestOf(code) })
}

/** Under Home's own code key. */
export function digestOf(code: string): string {
  return homeEnv().hmac('SHA256', '00'.repeat(32), code).slice(0, 40)
}

/** A keypad at Home's front door, its Miniserver, and a person: what is pressed, held and told. */
export class Door {
  readonly unit: Unit
  readonly properties: KeypadProperties
  readonly decisions: DecisionRecord[] = []
  /** What was told of the door, as a person sees it. */
  readonly led: string[] = []
  readonly notices: string[] = []
  /** All that was said of each state at the door. */
  readonly states = new Map<string, StateValue[]>()
  #keypad = idleKeypad('home-front-door-1')
  #powers = 1
  readonly #timers = new Map<DeviceTimer, number>()

  constructor(program: Program = programWith(), properties: Partial<KeypadProperties> = {}) {
    this.properties = { ...ORDINARY_KEYPAD, ...properties }
    this.unit = new Unit(program)
    this.miniserver(this.unit.input({ type: 'booted' }))
  }

  get nowMs(): number {
    return this.unit.at.monotonicMs
  }

  /** `12 tick`: digits, tick and bell. */
  press(text: string): void {
    for (const word of text.split(' '))
      for (const key of /^\d+$/.test(word) ? [...word] : [word]) this.keypad({ type: 'pressed', key: key as Key })
  }

  hold(tag: Credential): void {
    this.keypad({ type: 'tapped', tag, source: 'simulated' })
  }

  /** Somebody pulls the keypad's plug and puts it in again: it has forgotten everything. */
  unplug(): void {
    this.#keypad = idleKeypad(`home-front-door-${++this.#powers}`)
    this.#timers.clear()
    for (const state of ['lost', 'ready'] as const)
      this.miniserver(this.unit.input({ type: 'device-state', device: 'front-door', state }))
  }

  /** What the Miniserver has still not said that it has. */
  get waiting(): number {
    return this.#keypad.outbox.waiting.size
  }

  /** Time goes on, for keypad and Miniserver alike. */
  wait(durationMs: number): void {
    const untilMs = this.nowMs + durationMs
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a - b)
      const atMs = Math.min(next?.[1] ?? untilMs, untilMs, this.nowMs + TICK_MS)
      this.miniserver(this.unit.advance(Math.max(0, atMs - this.nowMs)))
      if (next !== undefined && next[1] <= this.nowMs) {
        this.#timers.delete(next[0])
        this.keypad({ type: 'timer', timer: next[0] })
      } else if (this.nowMs >= untilMs) return
    }
  }

  /** What the Miniserver says of a state now. */
  now(name: string): StateValue | undefined {
    return this.states.get(name)?.at(-1)
  }

  keypad(input: KeypadInput): void {
    const seal = (text: string): string => this.unit.env.seal('front-door', text)
    for (const effect of stepKeypad(this.properties, this.#keypad, input, this.nowMs, seal)) this.#device(effect)
  }

  /** Carries out what the Miniserver wants. */
  miniserver(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === 'decision') this.decisions.push(effect.record)
      if (effect.type === 'notice') this.notices.push(effect.name)
      if (effect.type === 'state' && effect.device === 'front-door') this.#state(effect.name, effect.value)
      if (effect.type === 'receipt') this.keypad({ type: 'receipt', event: effect.eventId })
      if (effect.type !== 'command' || effect.device !== 'front-door') continue
      const { command } = effect
      if (command.type === 'feedback') this.keypad({ type: 'feedback', signal: command.signal })
      if (command.type === 'lock') this.keypad({ type: 'lock', isLocked: command.locked })
      if (command.type === 'light') this.keypad({ type: 'light', light: command.light })
    }
  }

  #device(effect: DeviceEffect): void {
    if (effect.type === 'state' && effect.name === 'led') this.led.push(String(effect.value))
    else if (effect.type === 'state') this.#state(effect.name, effect.value)
    if (effect.type === 'set-timer') this.#timers.set(effect.timer, effect.atMonotonicMs)
    if (effect.type === 'cancel-timer') this.#timers.delete(effect.timer)
    if (effect.type === 'offer') this.miniserver(this.unit.input(inputOf(effect.presentation, this.nowMs)))
  }

  #state(name: string, value: StateValue): void {
    this.states.set(name, [...(this.states.get(name) ?? []), value])
  }
}

/** No timer of either waits longer for the other. */
const TICK_MS = 250

function inputOf({ id, name, sealed = '', presentedAtMs, typedMs }: Presentation, nowMs: number): UntimedInput {
  const ageMs = nowMs - presentedAtMs
  const device = 'front-door'
  if (name === 'bell-pressed') return { type: 'device-event', device, event: { type: 'rang', id, ageMs, sealed } }
  if (name === 'battery-low' || name === 'tampered')
    return { type: 'device-event', device, event: { type: 'reported', id, what: name } }
  const kind = name === 'code-entered' ? 'code' : 'tag'
  const typed = typedMs === undefined ? {} : { typedMs }
  return { type: 'device-event', device, event: { type: 'presented', id, ageMs, sealed, kind, ...typed } }
}
