import { decide } from '../../../sim/domain/access/decide.ts'
import { bootMiniserver, type NewMiniserver } from '../../../sim/domain/miniserver/boot.ts'
import type { ControlCommand } from '../../../sim/domain/miniserver/control/command.ts'
import type { ControlReply, DeviceCommand, Effect, StoreRecord } from '../../../sim/domain/miniserver/effect.ts'
import type { Env } from '../../../sim/domain/miniserver/env.ts'
import type { Input } from '../../../sim/domain/miniserver/input.ts'
import { origins } from '../../../sim/domain/miniserver/origins.ts'
import type { MiniserverState } from '../../../sim/domain/miniserver/state.ts'
import { stepMiniserver } from '../../../sim/domain/miniserver/step.ts'
import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { factoryProgram } from '../../../sim/domain/program/factory.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import { newUser } from '../../../sim/domain/program/new-user.ts'
import type { Program, User } from '../../../sim/domain/program/program.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import type { Stamp } from '../../../sim/domain/time.ts'
import type { SignedKey } from '../../../sim/domain/trust/key-file.ts'
import type { TrustMessage } from '../../../sim/domain/trust/message.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'
import { encodeFrame, FrameDecoder } from '../../../sim/protocol/trust/frames.ts'
import { anEnv, UTC } from '../../helpers/an-env.ts'

export const OFFICE = '504F94A00001'
export const HOME = '504F94A00002'
export const CABIN = '504F94A00003'
export const TRUST = '11111111-1111-1111-1111111111111111'

type UntimedInput = Input extends infer One ? (One extends Input ? Omit<One, 'at'> : never) : never

export interface Sent {
  readonly from: string
  readonly to: string
  readonly address: string | undefined
  readonly message: TrustMessage
}

/** Miniservers with a network between them whose messages stand in a line: tests let them go, lose, repeat or reorder them. */
export class Estate {
  readonly units = new Map<string, Unit>()
  /** Under way, oldest first. */
  readonly line: Sent[] = []
  /** All that was ever sent. */
  readonly log: Sent[] = []
  /** Units no message reaches or leaves. */
  readonly cut = new Set<string>()
  at = { wallMs: Date.UTC(2026, 10, 21, 12), monotonicMs: 1_000 }
  readonly #pageUsers: number | undefined

  /** `pageUsers`: in one page of a feed at most, so that few users are many pages. */
  constructor(pageUsers?: number) {
    this.#pageUsers = pageUsers
  }

  /** An empty `internalAddress` is a unit without an HTTPS port. */
  add(serial: string, name: string, change: Partial<NewMiniserver['identity']> = {}, timeoutS = 900): Unit {
    const env = anEnv({ serial, seed: this.units.size + 1 })
    const identity = { serial, name, site: name.toLowerCase(), miniserverType: 2, firmware: '16.0.1.1' }
    const { internalAddress = `${name.toLowerCase()}:443`, ...others } = change
    const addressed = { ...identity, ...others, ...(internalAddress !== '' && { internalAddress }) }
    const program = factoryProgram(serial, env.hash)
    const unit = new Unit(
      this,
      {
        ...{ identity: addressed, program, connectionTimeoutS: timeoutS, codeKey: env.random(32) },
        ...(this.#pageUsers !== undefined && { pageUsers: this.#pageUsers }),
      },
      env,
    )
    this.units.set(serial, unit)
    unit.powerOn()
    return unit
  }

  /** Delivers everything under way and what follows from it. Every message crosses as bytes, as on a real link. */
  settle(): void {
    for (let sent = this.line.shift(); sent !== undefined; sent = this.line.shift()) this.deliver(sent)
  }

  send(sent: Sent): void {
    this.line.push(sent)
    this.log.push(sent)
  }

  deliver({ from, to, address, message }: Sent): void {
    const receiver = this.units.get(to)
    const isReached = receiver !== undefined && (address === undefined || address === receiver.identity.internalAddress)
    if (!isReached || this.cut.has(from) || this.cut.has(to)) {
      this.units.get(from)?.input({ type: 'trust-failed', to, id: message.id, reason: `${to} does not answer` })
      return
    }
    const [frame] = new FrameDecoder().feed(encodeFrame({ v: 1, n: 1, message }))
    if (frame === undefined || !('message' in frame)) throw new Error('a message got lost in its frame')
    receiver.input({ type: 'trust-message', from, message: frame.message })
  }

  /** Lets time pass on all clocks, timers included, and settles after each. */
  advance(ms: number): void {
    const end = this.at.monotonicMs + ms
    for (let due = this.#due(end); due !== undefined; due = this.#due(end)) {
      this.#moveTo(Math.max(due.atMs, this.at.monotonicMs))
      due.unit.timers.delete(due.timer)
      due.unit.input({ type: 'timer', timer: due.timer })
      this.settle()
    }
    this.#moveTo(end)
  }

  #due(endMs: number): { unit: Unit; timer: string; atMs: number } | undefined {
    const all = [...this.units.values()].flatMap((unit) =>
      Array.from(unit.timers, ([timer, atMs]) => ({ unit, timer, atMs })),
    )
    return all.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0]
  }

  #moveTo(monotonicMs: number): void {
    this.at = { wallMs: this.at.wallMs + monotonicMs - this.at.monotonicMs, monotonicMs }
  }
}

/** A Miniserver with its store, its timers and an administrator in front of it. */
export class Unit {
  readonly timers = new Map<string, number>()
  readonly store = new Map<string, string>()
  readonly notices: string[] = []
  /** What devices were told. */
  readonly commands: DeviceCommand[] = []
  /** What clients of the public API were answered, and the codes with which their sockets were closed, with why. */
  readonly answers: { readonly session: string; readonly code: number; readonly value?: unknown }[] = []
  /** Keys of each batch committed, oldest first. */
  readonly batches: string[][] = []
  readonly #estate: Estate
  readonly #description: NewMiniserver
  readonly #env: Env
  readonly #replies = new Map<number, ControlReply>()
  #requests = 0
  #state: MiniserverState | undefined

  constructor(estate: Estate, description: NewMiniserver, env: Env) {
    this.#estate = estate
    this.#description = description
    this.#env = env
  }

  get state(): MiniserverState {
    if (this.#state === undefined) throw new Error('no power')
    return this.#state
  }

  get identity(): MiniserverState['identity'] {
    return this.#description.identity
  }

  get now(): Stamp {
    return this.#estate.at
  }

  get program(): Program {
    return this.state.program
  }

  /** Also after a loss of power: nothing but the store has survived. */
  powerOn(): void {
    const records = Array.from(
      this.store,
      ([key, value]): StoreRecord => ({ key, value: JSON.parse(value) as unknown }),
    )
    const { state, effects } = bootMiniserver(this.#description, records, this.#estate.at, this.#env)
    this.timers.clear()
    this.#state = state
    this.#carryOut(effects)
    this.input({ type: 'booted' })
  }

  input(input: UntimedInput): void {
    this.#carryOut(stepMiniserver(this.state, { ...input, at: this.#estate.at } as Input, this.#env))
  }

  /** Asks, as the administrator if as nobody else, without waiting for anything; the answer may come later by `reply`. */
  ask(command: ControlCommand, { user, password } = { user: 'admin', password: 'admin' }): number {
    const request = ++this.#requests
    this.input({ type: 'control', request, caller: { user, password, scope: 'internal' }, command })
    return request
  }

  reply(request: number): ControlReply | undefined {
    return this.#replies.get(request)
  }

  /** Asks, settles, and returns what came of it; the code where it was refused. */
  do(command: ControlCommand): unknown {
    const request = this.ask(command)
    this.#estate.settle()
    const reply = this.reply(request)
    return reply?.ok === true ? reply.value : reply?.code
  }

  load(): Program {
    return programFromJson(this.do({ type: 'load-program' }))
  }

  save(document: Program): unknown {
    return this.do({ type: 'save-program', program: JSON.parse(JSON.stringify(programToJson(document))) as unknown })
  }

  /** Loads, edits, saves. */
  config(...edits: readonly ProgramEdit[]): unknown {
    const document = this.load()
    for (const edit of edits) applyEdit(document, edit, this.identity)
    return this.save(document)
  }

  /** From the App, on the running program. */
  edit(...edits: readonly ProgramEdit[]): unknown {
    return this.do({ type: 'edit-program', edits })
  }

  newKey(document: Program, generation: number): string {
    const key = this.do({ type: 'sign-key', trustUuid: TRUST, trustName: 'Family', generation }) as SignedKey
    const { secretHash } = key
    applyEdit(document, { type: 'note-key', trustUuid: TRUST, generation, secretHash }, this.identity)
    return key.file
  }

  join(keyFile: string): unknown {
    return this.do({ type: 'join-trust', keyFile })
  }

  /** Sends a command of the public API as that user, on a session of that name; the answer is among `answers`. */
  command(name: string, path: string, http = true): void {
    const session = name
    if (!this.state.api.sessions.has(session)) {
      this.input({ type: 'api-opened', session, scope: 'internal' })
      const user = this.user(name)?.uuid
      Object.assign(this.state.api.sessions.get(session) ?? {}, { user, http })
    }
    this.input({ type: 'api-command', session, request: this.answers.length + 1, command: parseCommand(path) })
  }

  user(name: string): User | undefined {
    return [...this.program.users.values()].find((user) => user.name === name)
  }

  #carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) this.#one(effect)
  }

  #one(effect: Effect): void {
    if (effect.type === 'commit') {
      this.batches.push(effect.records.map(({ key }) => key))
      for (const { key, value } of effect.records) {
        if (value === undefined) this.store.delete(key)
        else this.store.set(key, JSON.stringify(value))
      }
      this.#carryOut([...effect.then])
    } else if (effect.type === 'set-timer') this.timers.set(effect.timer, effect.atMonotonicMs)
    else if (effect.type === 'cancel-timer') this.timers.delete(effect.timer)
    else if (effect.type === 'notice') this.notices.push(effect.name)
    else if (effect.type === 'command') this.commands.push(effect.command)
    else if (effect.type === 'api-reply') this.answers.push({ session: effect.session, ...effect.reply })
    else if (effect.type === 'api-close')
      this.answers.push({ session: effect.session, code: effect.code, value: effect.reason })
    else if (effect.type === 'control-reply') this.#replies.set(effect.request, effect.reply)
    else if (effect.type === 'restart') this.input({ type: 'booted' })
    else if (effect.type === 'trust-send') {
      const { to, address, message } = effect
      this.#estate.send({ from: this.identity.serial, to, address, message })
    }
  }
}

/** A user with a tag, of the unit of that serial. */
export function aUser(name: string, serial: string, change: Partial<User> = {}): User {
  const user = newUser(objectUuid(anEnv().hash, serial, 'user', name), name)
  return { ...user, tags: [{ id: '04 A1 B2 C3', name: 'blue-card' }], ...change }
}

/** The member's right to see users of the unit where it is given (R30). */
export function userManagementFor(serial: string): ProgramEdit {
  const scopes = ['internal', 'external'] as const
  return { type: 'assign', principal: `member:${serial}`, object: 'right:UserManagement', scopes, effect: 'allow' }
}

/** Creates a Trust at the manager and saves; returns the key file. */
export function aTrust(manager: Unit, ...members: readonly string[]): string {
  const document = manager.load()
  const trust = { trustUuid: TRUST, name: 'Family', manager: manager.identity.serial, epoch: 1, members: [] }
  applyEdit(document, { type: 'create-trust', trust }, manager.identity)
  for (const serial of members) {
    applyEdit(document, { type: 'add-member', trustUuid: TRUST, serial }, manager.identity)
    applyEdit(document, userManagementFor(serial.toUpperCase()), manager.identity)
  }
  const file = manager.newKey(document, 1)
  manager.save(document)
  return file
}

/** Office and Home in one Trust, joined, saved and loaded; Office lets Home see its users. */
export function joinedSites(timeoutS = 900, pageUsers?: number): { estate: Estate; office: Unit; home: Unit } {
  const estate = new Estate(pageUsers)
  const office = estate.add(OFFICE, 'Office', {}, timeoutS)
  const home = estate.add(HOME, 'Home', {}, timeoutS)
  home.join(aTrust(office, HOME))
  home.config()
  office.config()
  return { estate, office, home }
}

/** Takes users and groups of Office over to Home, by the document. */
export function take(home: Unit, kind: 'user' | 'group', ...uuids: readonly string[]): unknown {
  return home.config(...uuids.map((uuid) => ({ type: 'add-import', entry: { origin: OFFICE, kind, uuid } }) as const))
}

/** Why a door of the unit that nobody was given stays shut for the holder of that tag. */
export function atDoor(unit: Unit, tag = '04 A1 B2 C3'): string {
  const request = {
    credential: { kind: 'tag', id: tag },
    object: 'access:33333333-3333-3333-3333333333333333',
  } as const
  return decide(unit.state.access, request, unit.now.wallMs, UTC, origins(unit.state)).reason
}
