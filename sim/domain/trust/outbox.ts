import type { Serial } from '../program/names.ts'

/** Messages on their way at once per Miniserver, and at most one per peer (§3.3.5). */
export const IN_FLIGHT_MAX = 5

/** Messages that wait for their turn with one peer; a further one fails at once [P] (P-98). */
export const WAITING_PER_PEER_MAX = 200

/** The same of all peers together; then the last one of the longest line fails [P] (P-98). */
export const WAITING_MAX = 2_000

/** So many waiting is too many [P] (P-22), long before any is lost; it is said again only after they were so few [P] (P-212). */
export const LONG_QUEUE = 100
const SHORT_QUEUE = 50

interface Addressed<Parcel> {
  readonly to: Serial
  readonly parcel: Parcel
}

interface Line<Parcel> {
  readonly waiting: Parcel[]
  isActive: boolean
}

/**
 * Whose turn it is to be sent: at most 5 at once, one per peer, first in, first out, and the peers in the order in which they
 * have something (§3.3.5). So a peer that cannot be reached, or takes nothing, costs the others one place, whatever waits for it. It
 * sends nothing itself.
 */
export class Outbox<Parcel> {
  readonly #lines = new Map<Serial, Line<Parcel>>()
  readonly #ready: Serial[] = []
  #active = 0
  #waiting = 0
  #isLong = false

  get inFlight(): number {
    return this.#active
  }

  get waiting(): number {
    return this.#waiting
  }

  /** Puts one at the end of its peer's line. Which one too many wait with from then on, and waits no more: it may be this one. */
  put(to: Serial, parcel: Parcel): Addressed<Parcel> | undefined {
    const line = this.#lines.get(to) ?? { waiting: [], isActive: false }
    this.#lines.set(to, line)
    line.waiting.push(parcel)
    this.#waiting += 1
    if (line.waiting.length === 1 && !line.isActive) this.#ready.push(to)
    if (line.waiting.length > WAITING_PER_PEER_MAX) return this.#giveUpLast(to, line)
    return this.#waiting > WAITING_MAX ? this.#giveUpLast(...this.#longest(to)) : undefined
  }

  /** The next whose turn it is, which has a place from now on; `undefined` while there is none. */
  next(): Addressed<Parcel> | undefined {
    if (this.#active >= IN_FLIGHT_MAX) return undefined
    const to = this.#ready.shift()
    const line = to === undefined ? undefined : this.#lines.get(to)
    const parcel = line?.waiting.shift()
    if (to === undefined || line === undefined || parcel === undefined) return undefined
    this.#waiting -= 1
    this.#active += 1
    line.isActive = true
    return { to, parcel }
  }

  /** The one on its way to that peer gives its place up. */
  done(to: Serial): void {
    const line = this.#lines.get(to)
    if (line?.isActive !== true) return
    line.isActive = false
    this.#active -= 1
    if (line.waiting.length > 0) this.#ready.push(to)
    else this.#lines.delete(to)
  }

  /** Takes out all that waits for a peer, in order. */
  clear(to: Serial): Parcel[] {
    const taken = this.#lines.get(to)?.waiting.splice(0) ?? []
    this.#waiting -= taken.length
    this.#leave(to)
    return taken
  }

  /** Takes out all that waits. */
  empty(): Parcel[] {
    return [...this.#lines.keys()].flatMap((to) => this.clear(to))
  }

  /** Whether the queue has become too long since this was asked last: once, until it was short again. */
  hasBecomeLong(): boolean {
    if (this.#isLong) this.#isLong = this.#waiting > SHORT_QUEUE
    else if (this.#waiting >= LONG_QUEUE) {
      this.#isLong = true
      return true
    }
    return false
  }

  /** Of several as long as it another one than that peer's. */
  #longest(to: Serial): [Serial, Line<Parcel>] {
    const lines = [...this.#lines]
    return lines.reduce((longest, each) => {
      const longer = each[1].waiting.length - longest[1].waiting.length
      return longer > 0 || (longer === 0 && longest[0] === to) ? each : longest
    })
  }

  #giveUpLast(to: Serial, { waiting }: Line<Parcel>): Addressed<Parcel> | undefined {
    const parcel = waiting.pop()
    if (parcel === undefined) return undefined
    this.#waiting -= 1
    if (waiting.length === 0) this.#leave(to)
    return { to, parcel }
  }

  /** Nothing waits for that peer: it has no turn. */
  #leave(to: Serial): void {
    const at = this.#ready.indexOf(to)
    if (at < 0) return
    this.#ready.splice(at, 1)
    this.#lines.delete(to)
  }
}
