import { createHash, timingSafeEqual } from 'node:crypto'
import { accessOf, type BusAccess, type BusRole } from '../protocol/bus/access.ts'

/** A login to the embedded broker. Passwords are random, one per device (docs/design.md, "Trust in the rig itself"). */
export interface Login {
  readonly username: string
  readonly password: string
  readonly role: BusRole
}

/** The logins of a broker, without their passwords. */
export class BrokerLogins {
  readonly #logins = new Map<string, { readonly digest: Buffer; readonly access: BusAccess }>()

  constructor(prefix: string, logins: readonly Login[]) {
    for (const { username, password, role } of logins) {
      this.#logins.set(username, { digest: digestOf(password), access: accessOf(prefix, role) })
    }
  }

  /** What this login may do; `undefined` when there is none, its password is wrong, or the client id is another's. */
  check(clientId: string, username: string, password: string | Buffer): BusAccess | undefined {
    const login = this.#logins.get(username)
    // Compared in constant time, with a digest of nothing for an unknown name.
    const isPassword = timingSafeEqual(login?.digest ?? NO_DIGEST, digestOf(password))
    if (login === undefined || !isPassword) return undefined
    // A client id takes over the connection that bears it [MQTT-3.1.4-2]; a device's id is its username.
    if (clientId !== username && this.#logins.has(clientId)) return undefined
    return login.access
  }
}

function digestOf(password: string | Buffer): Buffer {
  return createHash('sha256').update(password).digest()
}

const NO_DIGEST = Buffer.alloc(32)
