import type { Stamp } from '../domain/time.ts'
import { TimerQueue } from '../domain/timer-queue.ts'
import type { Clock } from '../ports/clock.ts'
import { type Drift, driftedMs, timeForMs } from './drift.ts'
import { seededRandom } from './seeded-random.ts'

/** A world that is still busy after this many events without time passing is going in circles. */
const EVENTS_AT_ONE_INSTANT_MAX = 1_000_000

export interface WorldOptions {
  /** Same seed, same run. */
  readonly seed: number
  /** Where all wall clocks start, milliseconds since 1970 UTC. */
  readonly startWallMs: number
}

/**
 * The virtual world: one scheduler, one time, chance from a seed. Nothing happens in it but by `settle()`, `advance()` or `run()`.
 *
 * Monotonic time starts at 0. *Traffic* is what is under way between devices (messages, commits); timers wait for their time.
 */
export class World {
  readonly random: (bytes: number) => string
  readonly #queue = new TimerQueue()
  readonly #startWallMs: number
  readonly #wallOffsetsMs = new Map<string, number>()
  readonly #drifts = new Map<string, Drift & { readonly sinceMs: number }>()
  #nowMs = 0
  #traffic = 0
  #events = 0

  constructor({ seed, startWallMs }: WorldOptions) {
    this.random = seededRandom(seed)
    this.#startWallMs = startWallMs
  }

  /** Events carried out so far. */
  get events(): number {
    return this.#events
  }

  get monotonicMs(): number {
    return this.#nowMs
  }

  now(site: string): Stamp {
    return { monotonicMs: this.#nowMs, wallMs: this.#startWallMs + this.#nowMs + this.#aheadMs(site) }
  }

  /** The clock of every device at a site. */
  clock(site: string): Clock {
    return {
      now: () => this.now(site),
      at: (monotonicMs, run) => this.#queue.push(Math.max(monotonicMs, this.#nowMs), run),
    }
  }

  /** Moves a site's wall clock only; timers do not notice. */
  setWall(site: string, wallMs: number): void {
    this.#wallOffsetsMs.set(site, wallMs - this.#startWallMs - this.#nowMs)
    const drift = this.#drifts.get(site)
    if (drift !== undefined) this.#drifts.set(site, { ...drift, sinceMs: this.#nowMs })
  }

  /** From now on a site's wall clock goes wrong by so much; what it shows now stays. */
  skew(site: string, drift: Drift): void {
    this.#wallOffsetsMs.set(site, this.#aheadMs(site))
    this.#drifts.set(site, { ...drift, sinceMs: this.#nowMs })
  }

  /** How long it takes a site's wall clock to go on by so much. */
  timeFor(site: string, wallMs: number): number {
    const drift = this.#drifts.get(site)
    return drift === undefined ? wallMs : timeForMs(drift, wallMs, this.#nowMs - drift.sinceMs)
  }

  /** Runs something then; until then it is not under way. Returns its own undo. */
  after(delayMs: number, run: () => void): () => void {
    return this.#queue.push(this.#nowMs + delayMs, run)
  }

  /** Something is under way and arrives in `delayMs`. */
  deliver(delayMs: number, run: () => void): void {
    this.#traffic++
    this.#queue.push(this.#nowMs + delayMs, () => {
      this.#traffic--
      run()
    })
  }

  /** Lets everything under way arrive, and what follows from it. Time passes only as far as that takes. */
  settle(): void {
    let before = this.#nowMs
    let left = EVENTS_AT_ONE_INSTANT_MAX
    while (this.#traffic > 0) {
      this.#next(Number.POSITIVE_INFINITY)
      if (this.#nowMs > before) left = EVENTS_AT_ONE_INSTANT_MAX
      else if (--left === 0) throw new TypeError('the world does not come to rest')
      before = this.#nowMs
    }
  }

  /** Lets `durationMs` pass after everything under way has settled, all timers firing at their instants, and settles again. */
  advance(durationMs: number): void {
    this.settle()
    this.run(this.#nowMs + durationMs)
    this.settle()
  }

  /** Carries out what is due, in order, until `done` or that instant. Whether it was done. */
  runUntil(done: () => boolean, untilMs: number): boolean {
    while (!done()) if (!this.#next(untilMs)) return done()
    return true
  }

  /** Carries out all that is due until then. */
  run(untilMs: number): void {
    while (this.#next(untilMs));
    this.#nowMs = Math.max(this.#nowMs, untilMs)
  }

  #aheadMs(site: string): number {
    const drift = this.#drifts.get(site)
    const driftMs = drift === undefined ? 0 : driftedMs(drift, this.#nowMs - drift.sinceMs)
    return (this.#wallOffsetsMs.get(site) ?? 0) + driftMs
  }

  #next(untilMs: number): boolean {
    const due = this.#queue.popDue(untilMs)
    if (due === undefined) return false
    this.#nowMs = due.atMs
    this.#events++
    due.run()
    return true
  }
}
