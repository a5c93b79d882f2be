import type { Credential } from '../../../sim/domain/access/credential.ts'
import { bootMiniserver } from '../../../sim/domain/miniserver/boot.ts'
import type { DecisionRecord } from '../../../sim/domain/miniserver/decision-record.ts'
import type { Effect, StoreRecord } from '../../../sim/domain/miniserver/effect.ts'
import type { Env } from '../../../sim/domain/miniserver/env.ts'
import type { Input, UntimedInput } from '../../../sim/domain/miniserver/input.ts'
import type { MiniserverState } from '../../../sim/domain/miniserver/state.ts'
import { stepMiniserver } from '../../../sim/domain/miniserver/step.ts'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { findUser } from '../../../sim/domain/program/lookup.ts'
import type { Program } from '../../../sim/domain/program/program.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import { ADMIN, homeEnv, homeProgram, homeUnit, MONDAY_9_00 } from './a-home.ts'

export interface Presented {
  readonly device?: string
  readonly credential: Credential
  readonly id?: string
  readonly ageMs?: number
}

/** Home's `stepMiniserver` with a store that is as quick as thought, a clock the test moves, and timers it fires. */
export class Unit {
  readonly env: Env
  readonly store = new Map<string, unknown>()
  state: MiniserverState
  at = MONDAY_9_00
  readonly #timers = new Map<string, number>()
  #presentations = 0

  constructor(program: Program = homeProgram()) {
    this.env = homeEnv()
    this.state = this.#boot(program)
  }

  /** What it answers, commits carried out and left out. */
  input(input: UntimedInput): Effect[] {
    return this.#carryOut(stepMiniserver(this.state, { ...input, at: this.at } as Input, this.env))
  }

  /** Presents a credential, by default at the front door. */
  present({
    device = 'front-door',
    credential,
    id = `event-${++this.#presentations}`,
    ageMs = 0,
  }: Presented): Effect[] {
    const sealed = this.env.seal(device, credentialText(id, credential))
    return this.sends(device, { id, sealed, ageMs, kind: credential.kind })
  }

  /** A device says that it saw something, whatever it sealed. */
  sends(device: string, event: { id: string; sealed: string; ageMs?: number; kind: Credential['kind'] }): Effect[] {
    return this.input({ type: 'device-event', device, event: { type: 'presented', ageMs: 0, ...event } })
  }

  /** Lets time pass, timers firing at their instants; what they set off. */
  advance(durationMs: number): Effect[] {
    const untilMs = this.at.monotonicMs + durationMs
    const effects: Effect[] = []
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a - b)
      if (next === undefined || next[1] > untilMs) break
      const [timer, atMs] = next
      this.#timers.delete(timer)
      this.#moveTo(Math.max(atMs, this.at.monotonicMs))
      effects.push(...this.input({ type: 'timer', timer }))
    }
    this.#moveTo(untilMs)
    return effects
  }

  /** Presents a credential and loses power while the answer is on its way to the disk: before it is there, or just after. */
  presentAndLosePower(presented: Presented, isDurable: boolean): Effect[] {
    const { device = 'front-door', credential, id = `event-${++this.#presentations}`, ageMs = 0 } = presented
    const sealed = this.env.seal(device, credentialText(id, credential))
    const event = { type: 'presented', id, ageMs, sealed, kind: credential.kind } as const
    const effects = stepMiniserver(this.state, { type: 'device-event', device, event, at: this.at }, this.env)
    if (isDurable) for (const effect of effects) if (effect.type === 'commit') this.#write(effect.records)
    // What does not wait for the disk has happened.
    const atOnce = this.#carryOut(effects.filter(({ type }) => type !== 'commit'))
    return [...atOnce, ...this.losePower()]
  }

  /** Somebody edits the running program from the App, as administrator. Throws where that is refused. */
  edit(...edits: ProgramEdit[]): Effect[] {
    const effects = this.input({
      type: 'control',
      request: 1,
      caller: ADMIN,
      command: { type: 'edit-program', edits },
    })
    const reply = effects.find((effect) => effect.type === 'control-reply')?.reply
    if (reply?.ok !== true) throw new TypeError(`refused: ${reply?.message}`)
    return effects
  }

  /** Power goes, and comes back with what was stored. */
  losePower(): Effect[] {
    this.#timers.clear()
    this.state = this.#boot(homeProgram())
    return this.input({ type: 'booted' })
  }

  #boot(program: Program): MiniserverState {
    const records = [...this.store].map(([key, value]): StoreRecord => ({ key, value: structuredClone(value) }))
    const { state, effects } = bootMiniserver(homeUnit(program), records, this.at, this.env)
    this.#carryOut(effects)
    return state
  }

  #moveTo(monotonicMs: number): void {
    this.at = { monotonicMs, wallMs: this.at.wallMs + monotonicMs - this.at.monotonicMs }
  }

  #carryOut(effects: readonly Effect[]): Effect[] {
    return effects.flatMap((effect) => {
      if (effect.type === 'set-timer') this.#timers.set(effect.timer, effect.atMonotonicMs)
      if (effect.type === 'cancel-timer') this.#timers.delete(effect.timer)
      if (effect.type !== 'commit') return [effect]
      this.#write(effect.records)
      return this.#carryOut([...effect.then])
    })
  }

  #write(records: readonly StoreRecord[]): void {
    for (const { key, value } of records) {
      if (value === undefined) this.store.delete(key)
      else this.store.set(key, structuredClone(value))
    }
  }
}

/** Switches a user off from the App. */
export function disable(unit: Unit, name: string): Effect[] {
  return unit.edit({
    type: 'edit-user',
    uuid: findUser(unit.state.program, name).uuid,
    change: { status: { state: 'disabled' } },
  })
}

export function decisionsIn(effects: readonly Effect[]): DecisionRecord[] {
  return effects.flatMap((effect) => (effect.type === 'decision' ? [effect.record] : []))
}

/** What outputs did, in order: `o1 on`. */
export function outputsIn(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) =>
    effect.type === 'state' && /^(?:o[1-6]|p)$/.test(effect.name)
      ? [`${effect.name} ${effect.value === true ? 'on' : 'off'}`]
      : [],
  )
}

export function receiptsIn(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'receipt' ? [effect.eventId] : []))
}

export function noticesIn(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'notice' ? [effect.name] : []))
}
