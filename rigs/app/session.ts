import { RigError } from '../../sim/domain/errors.ts'
import type { Serial } from '../../sim/domain/program/names.ts'
import { afterEvent, isUnlocked, LOCKED, type Unlocking } from '../../sim/domain/visualization/unlocking.ts'
import type { AppLine, Ended } from './line.ts'
import { loginProof, passwordHash, readSalting, type Salting, ticketProof, visuProof } from './proofs.ts'
import { ApiRefusal, granted } from './refusal.ts'
import { readStructure, readUsers, type Structure, type StructureControl } from './structure.ts'
import { type LinkPeer, type LinkTicket, readLinkPeers, readLinkTicket } from './trust-link.ts'

/** What tells one client from another at the Miniserver (docs/miniserver-protocol.md §1.4). */
const CLIENT = 'edfc5f9a-df3f-4cad-9dddcdc42c732be2'
/** What each asks for: App or Web, and to go on at other Miniservers. */
const PERMISSIONS = { app: 0x4004, browser: 0x4002 } as const

export interface AppOptions {
  readonly site: string
  /** As it is typed: `Anna`, `Anna@Office`. */
  readonly user: string
  readonly line: AppLine
  /** The monotonic time of the site. */
  readonly nowMs: () => number
  /** An App when left out. */
  readonly client?: keyof typeof PERMISSIONS
}

/**
 * A Loxone App at work: one user, logged in at one Miniserver through one listener, with the structure file, the states of what it
 * shows, and the minute for which the User Interface Password is good (§3.8 of docs/behaviour.md).
 *
 * What the Miniserver refuses is thrown as ApiRefusal, a session that has ended as RigError DEVICE_OFFLINE.
 */
export class AppSession {
  readonly site: string
  readonly user: string
  readonly #line: AppLine
  readonly #nowMs: () => number
  readonly #permission: number
  #unlocking: Unlocking = LOCKED
  /** Kept for the minute, with the salt that it was entered for: another one means that the password was changed. */
  #visu: { readonly password: string; readonly salt: string } | undefined

  constructor({ site, user, line, nowMs, client = 'app' }: AppOptions) {
    this.site = site
    this.user = user
    this.#line = line
    this.#nowMs = nowMs
    this.#permission = PERMISSIONS[client]
  }

  /** How it ended; absent while it is open. */
  get ended(): Ended | undefined {
    return this.#line.ended
  }

  /** Gets a token by the password, and the states of all that the user sees. */
  async logIn(password: string): Promise<void> {
    const login = encodeURIComponent(this.user)
    const salting = await this.#salting('getkey2', login)
    const proof = loginProof(salting, this.user, password)
    await this.#token(`${proof}/${login}`, 'loxrig')
  }

  /** The same without a password, by what another Miniserver of the Trust gave (R63). */
  async goOn({ ticket }: LinkTicket): Promise<void> {
    const key = String(await this.#ask('jdev/sys/getkey', 'a one-time key'))
    await this.#token(`${ticketProof(key, ticket)}/${encodeURIComponent(this.user)}`, 'loxrig?authHash=True')
  }

  /** Where the user can go on without a login, as the tab Trust shows it. */
  async linkPeers(): Promise<readonly LinkPeer[]> {
    return readLinkPeers(await this.#ask('jdev/sps/trustlink/peers', 'where to go on'))
  }

  /** What lets the user go on at one of these. */
  async linkTo(serial: Serial): Promise<LinkTicket> {
    return readLinkTicket(await this.#ask(`jdev/sps/trustlink/open/${serial}`, `going on at ${serial}`))
  }

  async logOut(): Promise<void> {
    this.#lock('logged-out')
    await this.#line.close()
  }

  /** What the user sees now. */
  async structure(): Promise<Structure> {
    return readStructure(await this.#ask('data/LoxAPP3.json', 'the structure file'))
  }

  /** What the user sees now, with the state of each as the Miniserver tells it anew: also of what was not seen at the login. */
  async refreshed(): Promise<Structure> {
    await this.#askForStates()
    return this.structure()
  }

  /** The last value of a state by its uuid, as the Miniserver sent it. */
  state(uuid: string): number | string | undefined {
    return this.#line.states.get(uuid)
  }

  /** Enters the User Interface Password: the session is unlocked for less than a minute, or locked where it is wrong. */
  async unlock(password: string): Promise<void> {
    const atMonotonicMs = this.#nowMs()
    const salting = await this.#visuSalting()
    this.#lock('refused')
    await this.#ask(`jdev/sps/checkuservisupwd/${visuProof(salting, password)}`, 'the User Interface Password')
    this.#visu = { password, salt: salting.salt }
    this.#unlocking = afterEvent({ type: 'entered', atMonotonicMs })
  }

  /** Whether what is secured can be operated now. The Miniserver is asked: the password may have been changed elsewhere. */
  async isUnlocked(): Promise<boolean> {
    const visu = this.#kept()
    if (visu === undefined) return false
    const salting = await this.#visuSalting()
    return salting.salt === visu.salt ? this.#isRight(visu.password) : this.#lock('password-changed')
  }

  /**
   * Operates a control by its name, as the App does: with the User Interface Password where it is secured. Throws VISU_PASSWORD_NEEDED
   * where that has to be entered first. A control that the user does not see is tried all the same.
   */
  async operate(control: string, action: string): Promise<unknown> {
    const { controls } = await this.structure()
    const found = controls.find(({ name }) => name.toLowerCase() === control.trim().toLowerCase())
    if (found?.isSecured === true) return this.#operateSecured(found, action)
    const target = found?.uuid ?? encodeURIComponent(control.trim())
    return this.#ask(`jdev/sps/io/${target}/${encodeURIComponent(action)}`, `${action} of ${control}`)
  }

  /** Sends any command of the public API, by its path, as this user. */
  ask(path: string): Promise<unknown> {
    return this.#ask(path, `${commandOf(path)} for ${this.user}`)
  }

  /** Changes the password to log in, or the User Interface Password, of the session's own user or, by its name, of another. */
  async setPassword(kind: 'login' | 'visu', password: string, of = this.user): Promise<void> {
    const uuid =
      of.toLowerCase() === this.user.toLowerCase() ? (await this.structure()).user.uuid : await this.#uuid(of)
    const salting = await this.#salting(kind === 'login' ? 'getkey2' : 'getvisusalt', encodeURIComponent(of))
    const command = kind === 'login' ? 'updateuserpwdh' : 'updateuservisupwdh'
    await this.#ask(`jdev/sps/${command}/${uuid}/${passwordHash(salting, password)}`, `a new password of ${of}`)
    if (kind === 'visu') this.#lock('password-changed')
  }

  async #token(proof: string, info: string): Promise<void> {
    await this.#ask(`jdev/sys/getjwt/${proof}/${this.#permission}/${CLIENT}/${info}`, `the login of ${this.user}`)
    await this.#askForStates()
  }

  async #operateSecured({ name, uuid }: StructureControl, action: string): Promise<unknown> {
    const visu = this.#kept()
    const salting = visu === undefined ? undefined : await this.#visuSalting()
    if (visu === undefined || salting?.salt !== visu.salt) {
      this.#lock('password-changed')
      throw new RigError('VISU_PASSWORD_NEEDED', `${name} is secured; enter the User Interface Password first`)
    }
    try {
      const proof = visuProof(salting, visu.password)
      return await this.#ask(`jdev/sps/ios/${proof}/${uuid}/${encodeURIComponent(action)}`, `${action} of ${name}`)
    } catch (error) {
      // Also what a control cannot do is answered with 500.
      if (error instanceof ApiRefusal && error.status === WRONG_VISU) await this.#isRight(visu.password)
      throw error
    }
  }

  #kept(): { readonly password: string; readonly salt: string } | undefined {
    return this.ended === undefined && isUnlocked(this.#unlocking, this.#nowMs()) ? this.#visu : undefined
  }

  async #isRight(password: string): Promise<boolean> {
    const proof = visuProof(await this.#visuSalting(), password)
    const { code } = await this.#line.ask(`jdev/sps/checkuservisupwd/${proof}`)
    return code === 200 || this.#lock('refused')
  }

  #lock(type: 'refused' | 'logged-out' | 'password-changed'): false {
    this.#unlocking = afterEvent({ type })
    this.#visu = undefined
    return false
  }

  async #uuid(name: string): Promise<string> {
    const list = await this.#ask('jdev/sps/getuserlist2', 'the list of users')
    const found = readUsers(list).find((user) => user.name.toLowerCase() === name.trim().toLowerCase())
    if (found === undefined) throw new RigError('NOT_FOUND', `the Miniserver of ${this.site} lists no user ${name}`)
    return found.uuid
  }

  /** All of them follow the answer, from then on the changes. */
  async #askForStates(): Promise<void> {
    await this.#ask('jdev/sps/enablebinstatusupdate', 'the states of its controls')
  }

  #visuSalting(): Promise<Salting> {
    return this.#salting('getvisusalt', encodeURIComponent(this.user))
  }

  async #salting(command: 'getkey2' | 'getvisusalt', login: string): Promise<Salting> {
    return readSalting(await this.#ask(`jdev/sys/${command}/${login}`, 'a one-time key'))
  }

  async #ask(path: string, what: string): Promise<unknown> {
    try {
      return granted(await this.#line.ask(path), what)
    } catch (error) {
      const { ended } = this
      // Some commands are answered by a close code alone (docs/miniserver-protocol.md §1.5).
      if (error instanceof ApiRefusal || ended === undefined || ended.code < FIRST_OWN_CLOSE_CODE) throw error
      throw new ApiRefusal(ended.code, `the Miniserver closed the connection with ${ended.code}: ${ended.reason}`)
    }
  }
}

const WRONG_VISU = 500
const FIRST_OWN_CLOSE_CODE = 4000

/** What a path asks for, without what it hands over: that may be secret. */
export function commandOf(path: string): string {
  const words = path.split('/')
  return words.slice(0, WORDS_OF_COMMAND[words[0]?.toLowerCase() ?? ''] ?? 1).join('/')
}

const WORDS_OF_COMMAND: Readonly<Record<string, number>> = { jdev: 3, dev: 3, data: 2 }
