import { keepTokens, newToken } from '../../../sim/domain/miniserver/api/token.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'
import { anEnv } from '../../helpers/an-env.ts'
import type { Estate, Unit } from './an-estate.ts'

/** Bits of a token (docs/miniserver-protocol.md §1.4). */
export const APP = 0x4004
export const WEB = 0x4002

export interface Opened {
  readonly serial: string
  readonly name: string
  readonly intAddr: string
  readonly extAddr: string
  readonly user: string
  readonly ticket: string
  readonly validFor: number
}

/** A socket at a Miniserver of an estate. */
export class App {
  readonly #estate: Estate
  readonly #unit: Unit
  readonly session: string

  constructor(
    estate: Estate,
    unit: Unit,
    session: string,
    scope: 'internal' | 'external' = 'internal',
    { inClear = false } = {},
  ) {
    this.#estate = estate
    this.#unit = unit
    this.session = session
    unit.input({ type: 'api-opened', session, scope, address: '10.0.0.9', inClear })
  }

  /** Is logged in from now on, with a token of that permission. */
  loggedIn(name: string, permission = APP): this {
    const { state, now } = this.#unit
    const user = this.#unit.user(name)
    const session = state.api.sessions.get(this.session)
    if (user === undefined || session === undefined) throw new TypeError(`no user ${name}`)
    const claims = { jwt: true, permission, rights: permission, client: 'app', info: 'test' }
    const token = newToken({ state, session, request: 0, at: now, env: anEnv() }, user, claims)
    keepTokens(state.api, user.uuid, now.wallMs, (tokens) => [...tokens, token])
    Object.assign(session, { user: user.uuid, token: token.id })
    return this
  }

  /** The value of the answer, once all is settled; the code where it was refused. */
  ask(path: string): unknown {
    this.send(path)
    this.#estate.settle()
    return this.answer()
  }

  send(path: string): void {
    const { session } = this
    this.#unit.input({ type: 'api-command', session, request: 1, command: parseCommand(path) })
  }

  /** The last one of this socket. */
  answer(): unknown {
    const { code, value } =
      this.#unit.answers.findLast((each) => each.session === this.session && each.code < 1000) ?? {}
    return code === 200 ? value : code
  }

  /** The code with which it was closed. */
  closed(): number | undefined {
    return this.#unit.answers.findLast((each) => each.session === this.session && each.code >= 1000)?.code
  }

  open(serial: string): Opened {
    return this.ask(`jdev/sps/trustlink/open/${serial}`) as Opened
  }

  /** Logs in with a ticket, proved under a key of this socket, or `proof` instead. */
  goOn({ user, ticket }: Pick<Opened, 'user' | 'ticket'>, permission = APP, proof?: string): unknown {
    const key = String(this.ask('jdev/sys/getkey'))
    const hash = proof ?? anEnv().hmac('SHA256', key, ticket)
    return this.ask(`jdev/sys/getjwt/${hash}/${encodeURIComponent(user)}/${permission}/app/test?authHash=True`)
  }
}
