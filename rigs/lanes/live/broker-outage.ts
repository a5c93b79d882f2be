import type { Notice } from '../../../sim/io/notice.ts'

/**
 * What people hear of an outage: every connection to the bus loses the broker and finds it again, and it is said once each.
 * All other notices are passed on as they are.
 */
export class BrokerOutage {
  readonly #tell: (notice: Notice) => void
  readonly #lost = new Set<string>()
  /** How many connections were lost at once since all were there. */
  #most = 0

  constructor(tell: (notice: Notice) => void) {
    this.#tell = tell
  }

  /** Whether this login is without the broker now. */
  isLost(connection: string): boolean {
    return this.#lost.has(connection)
  }

  hear(notice: Notice): void {
    const { code, connection } = notice
    if (connection !== undefined && code === 'BROKER_LOST') this.#lose(connection, notice)
    else if (connection !== undefined && code === 'BROKER_BACK') this.#regain(connection, notice)
    else this.#tell(notice)
  }

  #lose(connection: string, notice: Notice): void {
    if (this.#lost.size === 0) this.#tell(notice)
    this.#lost.add(connection)
    this.#most = Math.max(this.#most, this.#lost.size)
  }

  /** Said when the last has it back: then everything works again. */
  #regain(connection: string, notice: Notice): void {
    this.#lost.delete(connection)
    if (this.#lost.size > 0) return
    this.#tell(this.#most > 1 ? { ...notice, message: `${notice.message}, for all ${this.#most} connections` } : notice)
    this.#most = 0
  }
}
