import type { Credential } from '../../../sim/domain/access/credential.ts'
import { keepTokens, newToken, tokenText } from '../../../sim/domain/miniserver/api/token.ts'
import type { ControlCommand } from '../../../sim/domain/miniserver/control/command.ts'
import type { ApiReply, ControlReply, Effect } from '../../../sim/domain/miniserver/effect.ts'
import type { Caller } from '../../../sim/domain/miniserver/input.ts'
import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import type { Program, User } from '../../../sim/domain/program/program.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'
import { permit, uuidOf } from '../../helpers/a-program.ts'
import { homeEnv, homeProgram } from './a-home.ts'
import { Unit } from './a-unit.ts'

type Scope = Caller['scope']

export const LAMP = uuidOf('control', 'Lamp')
export const SAFE = uuidOf('control', 'Safe')
export const PLUG = uuidOf('control', 'Plug')
export const LAMP_SHOWN = uuidOf('control', 'Lamp Shown')
export const EVA = uuidOf('user', 'Eva')

/** Who administers the house; its password is not the factory's, so that it may come from outside. */
export const OWNER = { user: 'admin', password: 'a long one', scope: 'internal' } as const
const PASSWORD = 'secret'
const VISU_PASSWORD = 'knock'

/**
 * Home with a lamp, a plug and a secured safe to switch in the room Hall, a display that the lamp is wired to, and Eva, who is
 * permitted what the sentences say: `right:Ftp internal`.
 */
export function houseProgram(...permissions: readonly string[]): Program {
  const program = homeProgram()
  const room = uuidOf('room', 'Hall')
  const put = (kind: 'switch' | 'info-only-digital', name: string, secured = false) => {
    const uuid = uuidOf('control', name)
    program.controls.set(uuid, { kind, uuid, name, room, ...(secured && { secured }) })
  }
  put('switch', 'Lamp')
  put('switch', 'Plug')
  put('switch', 'Safe', true)
  put('info-only-digital', 'Lamp Shown')
  program.wiring.set('shown', { from: { control: LAMP, terminal: 'O' }, to: { control: LAMP_SHOWN, terminal: 'I' } })
  const anna = program.users.get(uuidOf('user', 'Anna'))
  if (anna === undefined) throw new TypeError('no Anna')
  program.users.set(EVA, { ...anna, uuid: EVA, name: 'Eva', tags: [], ibuttons: [] })
  for (const [uuid, user] of program.users) {
    const plain = user.name === OWNER.user ? OWNER.password : PASSWORD
    program.users.set(uuid, { ...user, password: hashPassword(homeEnv().hash, 'SHA256', plain, '3132') })
  }
  for (const permission of permissions) permit(program, `user:Eva allow ${permission}`)
  return program
}

type MapName = Exclude<keyof Program, 'rev'>
type EntryOf<Map> = Map extends ReadonlyMap<infer _Key, infer Entry> ? Entry : never

/** A program as it is read: its maps as lists of their entries. */
export type ReadProgram = { readonly rev: number } & {
  readonly [Name in MapName]: readonly EntryOf<Program[Name]>[]
}

/** The house and those who speak to it. */
export class House {
  readonly unit: Unit
  #requests = 0
  #watch: (effect: Effect) => void = () => {}

  constructor(program: Program = houseProgram()) {
    this.unit = new Unit(program)
  }

  /** What Eva's command is answered. */
  asEva(command: ControlCommand, scope: Scope = 'internal'): ControlReply {
    return this.control(command, { user: 'Eva', password: PASSWORD, scope })
  }

  editAsEva(edit: ProgramEdit, scope: Scope = 'internal'): ControlReply {
    return this.asEva({ type: 'edit-program', edits: [edit] }, scope)
  }

  control(command: ControlCommand, caller: Caller = OWNER): ControlReply {
    return replyIn(this.send(command, caller))
  }

  send(command: ControlCommand, caller: Caller = OWNER): Effect[] {
    return this.unit.input({ type: 'control', request: ++this.#requests, caller, command })
  }

  /** Edits the running program as its owner. Throws where that is refused. */
  edit(edit: ProgramEdit): void {
    const reply = this.control({ type: 'edit-program', edits: [edit] })
    if (!reply.ok) throw new TypeError(reply.message)
  }

  user(uuid: string): User {
    const user = this.unit.state.program.users.get(uuid)
    if (user === undefined) throw new TypeError(`no user ${uuid}`)
    return user
  }

  /** The program that runs, as its owner reads it. */
  program(): ReadProgram {
    const reply = this.control({ type: 'read-program' })
    if (!reply.ok) throw new TypeError(reply.message)
    return reply.value as ReadProgram
  }

  /** What one HTTP request of a user is answered. */
  http(path: string, { user = 'Eva', scope = 'internal' as Scope } = {}): ApiReply {
    const session = `http-${++this.#requests}`
    const inner = parseCommand(path)
    const password = user === OWNER.user ? OWNER.password : PASSWORD
    const command = { control: inner.control, type: 'basic', user, password, inner } as const
    this.unit.input({ type: 'api-opened', session, scope, address: '10.0.0.9', http: true })
    const effects = this.unit.input({ type: 'api-command', session, request: 1, command })
    this.unit.input({ type: 'api-closed', session })
    for (const effect of effects) this.#watch(effect)
    for (const effect of effects) if (effect.type === 'api-reply' && effect.session === session) return effect.reply
    throw new TypeError(`no answer to ${path}`)
  }

  /** Sees what follows from HTTP requests and presentations from now on. */
  watch(see: (effect: Effect) => void): void {
    this.#watch = see
  }

  /** Somebody presents a credential at the front door. */
  present(credential: Credential): void {
    for (const effect of this.unit.present({ credential })) this.#watch(effect)
  }

  /** Opens a socket on which a user is logged in and has states enabled. */
  socket(user: string, session: string, scope: Scope = 'internal'): void {
    const uuid = [...this.unit.state.program.users.values()].find(({ name }) => name === user)?.uuid
    if (uuid === undefined) throw new TypeError(`no user ${user}`)
    this.unit.input({ type: 'api-opened', session, scope, address: '10.0.0.8' })
    const opened = this.unit.state.api.sessions.get(session)
    if (opened === undefined) throw new TypeError('no session')
    opened.user = uuid
    opened.statesEnabled = true
  }

  /** A socket on which nobody is logged in yet. */
  connect(session: string, scope: Scope): void {
    this.unit.input({ type: 'api-opened', session, scope, address: '10.0.0.7' })
  }

  /** What a path on a socket is answered. */
  ask(session: string, path: string): ApiReply {
    const command = parseCommand(path)
    for (const effect of this.unit.input({ type: 'api-command', session, request: 1, command })) {
      if (effect.type === 'api-reply') return effect.reply
    }
    throw new TypeError(`no answer to ${path}`)
  }

  /** Eva asks for a token with her password, which logs the socket in. */
  logIn(session: string, command: 'getjwt' | 'gettoken'): ApiReply {
    const { env } = this.unit
    const { key, salt } = this.ask(session, 'jdev/sys/getkey2/Eva').value as {
      readonly key: string
      readonly salt: string
    }
    const hash = env.hmac('SHA256', key, `Eva:${env.hash('SHA256', `${PASSWORD}:${salt}`).toUpperCase()}`)
    return this.ask(session, `jdev/sys/${command}/${hash}/Eva/4/edfc5f9a-df3f-4cad-9dddcdc42c732be2/test`)
  }

  /** Eva has a User Interface Password from now on. */
  giveVisuPassword(): void {
    const visuPassword = hashPassword(this.unit.env.hash, 'SHA256', VISU_PASSWORD, '3132')
    this.edit({ type: 'edit-user', uuid: EVA, change: { visuPassword } })
  }

  /** What proves it once, as far as she is told how it is salted. */
  visuHash(scope: Scope): string {
    const { env } = this.unit
    const { code, value } = this.http('/jdev/sys/getvisusalt/Eva', { scope })
    if (code !== 200) return 'AB'
    const { key, salt } = value as { readonly key: string; readonly salt: string }
    return env.hmac('SHA256', key, env.hash('SHA256', `${VISU_PASSWORD}:${salt}`).toUpperCase())
  }

  /** A token that Eva was given before, whatever her rights are now. */
  token(session: string, permission = 4): string {
    const { state, env, at } = this.unit
    const opened = state.api.sessions.get(session)
    if (opened === undefined) throw new TypeError(`no session ${session}`)
    const claims = { jwt: false, permission, rights: permission, client: 'test', info: 'test' }
    const token = newToken({ state, session: opened, request: 1, at, env }, this.user(EVA), claims)
    keepTokens(state.api, EVA, at.wallMs, () => [token])
    return tokenText(token, state.api.tokenKey, env)
  }

  /** All that is durable. */
  stored(): Record<string, unknown> {
    return structuredClone(Object.fromEntries(this.unit.store))
  }
}

export function replyIn(effects: readonly Effect[]): ControlReply {
  for (const effect of effects) if (effect.type === 'control-reply') return effect.reply
  throw new TypeError('no answer')
}
