import { createHash, createHmac } from 'node:crypto'
import { compileAccess } from '../../../../sim/domain/access/access-index.ts'
import { apiCommand, apiOpened } from '../../../../sim/domain/miniserver/api/step.ts'
import type { ApiCommand } from '../../../../sim/domain/miniserver/api-command.ts'
import { bootMiniserver } from '../../../../sim/domain/miniserver/boot.ts'
import type { ApiReply, Effect } from '../../../../sim/domain/miniserver/effect.ts'
import type { Env } from '../../../../sim/domain/miniserver/env.ts'
import type { MiniserverState } from '../../../../sim/domain/miniserver/state.ts'
import { emptyProgram } from '../../../../sim/domain/program/empty.ts'
import { hashPassword } from '../../../../sim/domain/program/password.ts'
import {
  assignmentKey,
  type Control,
  type Program,
  type Scope,
  type User,
} from '../../../../sim/domain/program/program.ts'
import type { Stamp, ZoneTable } from '../../../../sim/domain/time.ts'
import { trustFailed } from '../../../../sim/domain/trust/step.ts'
import { parseCommand } from '../../../../sim/protocol/loxone/parse-command.ts'

export const SERIAL = '504F94A00001'
const SUFFIX = `ffff${SERIAL.toLowerCase()}`

export const ADMINISTRATORS = `0a0b0c0d-0002-0004-${SUFFIX}`
export const KEYPAD_UUID = `184100ee-0054-db33-${SUFFIX}`
export const STRIKE_UUID = `184100ee-0054-db34-${SUFFIX}`
export const GARAGE_UUID = `184100ee-0054-db35-${SUFFIX}`

/** Vienna around the summer of 2026. */
export const VIENNA: ZoneTable = {
  name: 'Europe/Vienna',
  transitions: [
    { fromUtcMs: 0, offsetMs: 3_600_000 },
    { fromUtcMs: Date.UTC(2026, 2, 29, 1), offsetMs: 7_200_000 },
    { fromUtcMs: Date.UTC(2026, 9, 25, 1), offsetMs: 3_600_000 },
  ],
}

/** 2026-07-01 14:00 in Vienna, an hour after the unit was switched on. */
export const NOON: Stamp = { wallMs: Date.UTC(2026, 6, 1, 12), monotonicMs: 3_600_000 }

export function later(stamp: Stamp, ms: number): Stamp {
  return { wallMs: stamp.wallMs + ms, monotonicMs: stamp.monotonicMs + ms }
}

let chance = 0

/** Real digests and signatures of nothing; chance is one counter. */
export function anEnv(): Env {
  const hash: Env['hash'] = (alg, text) => createHash(alg.toLowerCase()).update(text).digest('hex')
  return {
    serial: SERIAL,
    publicKey: '',
    zone: VIENNA,
    hash,
    hmac: (alg, key, text) => createHmac(alg.toLowerCase(), Buffer.from(key, 'hex')).update(text).digest('hex'),
    random: (bytes) => hash('SHA256', `chance ${++chance}`).slice(0, 2 * bytes),
    sign: () => '',
    verify: () => true,
    seal: (_device, text) => text,
    open: (_device, sealed) => sealed,
  }
}

export interface UserOptions {
  readonly password?: string
  readonly alg?: 'SHA1' | 'SHA256'
  readonly change?: Partial<User>
  readonly visuPassword?: string
  /** `right:…`, `function:…` …, allowed in both scopes, or with `@internal` in one. */
  readonly allow?: readonly string[]
}

/** Users of a usual household: may log in to the App, and see the keypad and what it opens. */
export const APP_USER = ['right:WebInterfaceApps', `function:${KEYPAD_UUID}`, `function:${STRIKE_UUID}`]

/** A Miniserver "Home" with a keypad, a door strike, a garage and these users. Full Access goes to `admin`. */
export function aMiniserver(users: Readonly<Record<string, UserOptions>> = {}): MiniserverState {
  const program = emptyProgram()
  program.rev = 1
  for (const control of CONTROLS) program.controls.set(control.uuid, control)
  program.rooms.set('room-1', { uuid: 'room-1', name: 'Hall' })
  program.rooms.set('room-2', { uuid: 'room-2', name: 'Cellar' })
  const full = { uuid: ADMINISTRATORS, name: 'Administrators', type: 'full-access', groups: [] } as const
  program.groups.set(ADMINISTRATORS, full)
  for (const [name, options] of Object.entries(users)) addUser(program, name, options)
  const identity = { serial: SERIAL, name: 'Home', miniserverType: 2, firmware: '15.3.12.7', site: 'home' }
  return bootMiniserver({ identity, program, connectionTimeoutS: 900, codeKey: '00'.repeat(32) }, [], NOON, anEnv())
    .state
}

/** To be called after the program of a hand-made Miniserver was changed by hand. */
export function recompile(state: MiniserverState): void {
  state.program.rev++
  state.access = compileAccess(state.program)
}

export function addUser(program: Program, name: string, options: UserOptions): void {
  const { alg = 'SHA256', password = 'secret', visuPassword, change, allow = APP_USER } = options
  const uuid = `0a0b0c0d-0001-${program.users.size.toString(16).padStart(4, '0')}-${SUFFIX}`
  const { hash } = anEnv()
  program.users.set(uuid, {
    uuid,
    name,
    password: hashPassword(hash, alg, password, SALT),
    ...(visuPassword === undefined ? {} : { visuPassword: hashPassword(hash, alg, visuPassword, SALT) }),
    tags: [],
    ibuttons: [],
    externalIds: [],
    status: { state: 'enabled' },
    nfcCodeTouchId: '',
    groups: name === 'admin' ? [ADMINISTRATORS] : [],
    profile: {},
    ...change,
  })
  for (const entry of allow) {
    const [object = '', only] = entry.split('@')
    for (const scope of ['internal', 'external'] as Scope[]) {
      if (only !== undefined && only !== scope) continue
      const assignment = { principal: `user:${uuid}`, object, scope, effect: 'allow' } as Parameters<
        typeof assignmentKey
      >[0]
      program.assignments.set(assignmentKey(assignment), assignment)
    }
  }
}

const SALT = '31306137336533622D303163352D313732662D66666666616362383139643462636139'

const CONTROLS: readonly Control[] = [
  {
    kind: 'authentication-nfc-code-touch',
    uuid: KEYPAD_UUID,
    name: 'Front Door',
    room: 'room-1',
    reader: 'front-door',
    outputs: [{ output: 1, name: 'Strike' }],
    pulseMs: 3000,
    authentication: 1,
    historyLength: 10,
  },
  { kind: 'info-only-digital', uuid: STRIKE_UUID, name: 'Strike', room: 'room-1' },
  { kind: 'info-only-digital', uuid: GARAGE_UUID, name: 'Garage', room: 'room-2' },
  {
    kind: 'access-controller',
    uuid: `184100ee-0054-db36-${SUFFIX}`,
    name: 'Cellar Door',
    room: 'room-2',
    reader: 'cellar',
    extension: 'extension',
    pulseMs: 3000,
    historyLength: 10,
  },
]

/** A client on one session: speaks paths, hashes as clients do, and keeps what it was sent. */
export class Client {
  readonly effects: Effect[] = []
  readonly #state: MiniserverState
  readonly #env: Env
  readonly #session: string
  #requests = 0
  at: Stamp

  constructor(
    state: MiniserverState,
    options: { session?: string; scope?: 'internal' | 'external'; http?: boolean; env?: Env; at?: Stamp } = {},
  ) {
    const { session = 'one', scope = 'internal', http = false, env = anEnv(), at = NOON } = options
    this.#state = state
    this.#env = env
    this.#session = session
    this.at = at
    this.#take(apiOpened(state, { type: 'api-opened', session, scope, address: '10.0.0.9', http, at }))
  }

  /** Sends a path and returns the answer. */
  ask(path: string): ApiReply {
    return this.askCommand(parseCommand(path))
  }

  askCommand(command: ApiCommand): ApiReply {
    const request = this.#send(command)
    const answers = this.effects.filter((effect) => effect.type === 'api-reply' && effect.request === request)
    const [answer] = answers
    if (answers.length !== 1 || answer?.type !== 'api-reply')
      throw new Error(`${answers.length} answers to ${command.control}`)
    return answer.reply
  }

  /** Sends a path; returns the number under which it is to be answered. */
  send(path: string): number {
    return this.#send(parseCommand(path))
  }

  /** Asks for a key and then for a token, as clients do. */
  logIn(user: string, password: string, { permission = 4, command = 'getjwt' } = {}): ApiReply {
    const hash = this.loginHash(user, password)
    return this.ask(
      `jdev/sys/${command}/${hash}/${encodeURIComponent(user)}/${permission}/edfc5f9a-df3f-4cad-9dddcdc42c732be2/test`,
    )
  }

  loginHash(user: string, password: string): string {
    const { key, salt, hashAlg } = this.ask(`jdev/sys/getkey2/${encodeURIComponent(user)}`).value as KeyAndSalt
    const hashed = this.#env.hash(hashAlg, `${password}:${salt}`).toUpperCase()
    return this.#env.hmac(hashAlg, key, `${user}:${hashed}`)
  }

  tokenHash(token: string, alg: 'SHA1' | 'SHA256' = 'SHA256'): string {
    return this.#env.hmac(alg, this.ask('jdev/sys/getkey').value as string, token)
  }

  visuHash(user: string, password: string): string {
    const { key, salt, hashAlg } = this.ask(`jdev/sys/getvisusalt/${user}`).value as KeyAndSalt
    return this.#env.hmac(hashAlg, key, this.#env.hash(hashAlg, `${password}:${salt}`).toUpperCase())
  }

  /** The close codes of this session so far. */
  closes(): { code: number; reason: string }[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'api-close' && effect.session === this.#session
        ? [{ code: effect.code, reason: effect.reason }]
        : [],
    )
  }

  #send(command: ApiCommand): number {
    const request = ++this.#requests
    const input = { type: 'api-command', session: this.#session, request, command, at: this.at } as const
    this.#take(apiCommand(this.#state, input, this.#env))
    return request
  }

  #take(effects: readonly Effect[]): void {
    for (const effect of effects) {
      this.effects.push(effect)
      if (effect.type === 'commit') this.#take([...effect.then])
      if (effect.type === 'trust-send' && effect.message.type === 'change-user') this.#lose(effect)
    }
  }

  /** No other Miniserver is there to be asked. */
  #lose({ to, message: { id } }: Effect & { type: 'trust-send' }): void {
    this.#take(trustFailed(this.#state, { to, id, reason: `${to} does not answer`, at: this.at }))
  }
}

interface KeyAndSalt {
  readonly key: string
  readonly salt: string
  readonly hashAlg: 'SHA1' | 'SHA256'
}
