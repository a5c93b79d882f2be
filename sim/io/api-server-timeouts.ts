import type { Clock } from '../ports/clock.ts'

/** "A few seconds" until a socket must be logged in [P], and how long it may then say nothing (docs/miniserver-protocol.md §1.2). */
const LOGIN_MS = 10_000
const IDLE_MS = 300_000

/** The time-outs of one client: it must log in soon, and then say something now and then. */
export class SocketTimeouts {
  readonly #clock: Clock
  readonly #cancelLogin: () => void
  #heardMs: number
  #cancelIdle: () => void

  constructor(clock: Clock, { tooSlow, idle }: { readonly tooSlow: () => void; readonly idle: () => void }) {
    this.#clock = clock
    this.#heardMs = clock.now().monotonicMs
    this.#cancelLogin = clock.at(this.#heardMs + LOGIN_MS, tooSlow)
    this.#cancelIdle = clock.at(this.#heardMs + IDLE_MS, () => this.#check(idle))
  }

  heard(): void {
    this.#heardMs = this.#clock.now().monotonicMs
  }

  loggedIn(): void {
    this.#cancelLogin()
  }

  stop(): void {
    this.#cancelLogin()
    this.#cancelIdle()
  }

  /** One timer per silence, not one per message. */
  #check(idle: () => void): void {
    const untilMs = this.#heardMs + IDLE_MS
    if (this.#clock.now().monotonicMs >= untilMs) idle()
    else this.#cancelIdle = this.#clock.at(untilMs, () => this.#check(idle))
  }
}
