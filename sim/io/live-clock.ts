import type { Stamp } from '../domain/time.ts'
import { TimerQueue } from '../domain/timer-queue.ts'
import type { Clock } from '../ports/clock.ts'

/** Node cannot wait longer than this at once. */
const WAIT_MAX_MS = 2 ** 31 - 1

type Settled = () => Promise<number | undefined>

/**
 * The clock of a live rig: real time plus what a person set (docs/design.md, "Time"). One queue for all timers of the process,
 * so that they fire in the order of their instants also when time is advanced.
 */
export class LiveClock {
  readonly #queue = new TimerQueue()
  readonly #wallOffsetsMs = new Map<string, number>()
  #offsetMs = 0
  /** What the clock shows while it stands still. */
  #heldAtMs: number | undefined
  #waiting: NodeJS.Timeout | undefined
  #waitingUntilMs = Number.POSITIVE_INFINITY

  /** How far `advance` has moved this rig's time ahead of the machine's. */
  get offsetMs(): number {
    return this.#offsetMs
  }

  /** The offset at which the next timer would be due now; none where nothing is waited for. */
  get dueOffsetMs(): number | undefined {
    const next = this.#queue.nextMs()
    return next === undefined ? undefined : next - performance.now()
  }

  get monotonicMs(): number {
    return this.#heldAtMs ?? performance.now() + this.#offsetMs
  }

  now(site: string): Stamp {
    const wallMs = Math.round(performance.timeOrigin + this.monotonicMs) + this.wallOffsetMs(site)
    return { monotonicMs: this.monotonicMs, wallMs }
  }

  wallOffsetMs(site: string): number {
    return this.#wallOffsetsMs.get(site) ?? 0
  }

  clock(site: string): Clock {
    return { now: () => this.now(site), at: (monotonicMs, run) => this.#at(monotonicMs, run) }
  }

  /** Moves a site's wall clock only. */
  setWall(site: string, wallMs: number): void {
    this.#wallOffsetsMs.set(site, this.wallOffsetMs(site) + wallMs - this.now(site).wallMs)
  }

  /** Takes over what the rig's clock service says, in a process that follows it. Timers that became due fire. */
  follow(offsetMs: number, wallOffsetsMs: Readonly<Record<string, number>>): void {
    this.#offsetMs = offsetMs
    for (const [site, offset] of Object.entries(wallOffsetsMs)) this.#wallOffsetsMs.set(site, offset)
    this.#fire()
  }

  /**
   * Lets `durationMs` pass at once: each timer fires at its own instant, and what it set off settles before the next.
   *
   * @param settled resolves when nothing is under way any more, with the least `dueOffsetMs` of the clocks that follow this one
   * @param moved tells those of every step
   */
  async advance(durationMs: number, settled: Settled, moved: () => void = () => {}): Promise<void> {
    let elsewhere = await settled()
    const untilMs = this.monotonicMs + durationMs
    for (let next = this.#nextMs(elsewhere); next <= untilMs; next = this.#nextMs(elsewhere)) {
      this.#offsetMs += Math.max(0, next - this.monotonicMs)
      moved()
      this.#fire()
      elsewhere = await settled()
    }
    this.#offsetMs += Math.max(0, untilMs - this.monotonicMs)
    moved()
    this.#wait()
    await settled()
  }

  /**
   * The clock stands still, and no timer fires, until that is disposed: then it goes on from there. For who waits for something
   * outside of the rig that takes no time of its own. Nobody advances it meanwhile.
   */
  hold(): Disposable {
    const heldAtMs = this.monotonicMs
    this.#heldAtMs = heldAtMs
    clearTimeout(this.#waiting)
    return {
      [Symbol.dispose]: () => {
        this.#heldAtMs = undefined
        this.#offsetMs = heldAtMs - performance.now()
        this.#wait()
      },
    }
  }

  /** No timer fires any more. */
  stop(): void {
    clearTimeout(this.#waiting)
    this.#waitingUntilMs = Number.NEGATIVE_INFINITY
  }

  /** The earliest instant for which a timer waits, here or elsewhere. */
  #nextMs(elsewhereOffsetMs: number | undefined): number {
    const here = this.#queue.nextMs() ?? Number.POSITIVE_INFINITY
    return elsewhereOffsetMs === undefined ? here : Math.min(here, elsewhereOffsetMs + performance.now())
  }

  #at(monotonicMs: number, run: () => void): () => void {
    const cancel = this.#queue.push(monotonicMs, run)
    if (monotonicMs < this.#waitingUntilMs) this.#wait()
    return cancel
  }

  #fire(): void {
    for (let due = this.#queue.popDue(this.monotonicMs); due !== undefined; due = this.#queue.popDue(this.monotonicMs))
      due.run()
    this.#wait()
  }

  #wait(): void {
    if (this.#waitingUntilMs === Number.NEGATIVE_INFINITY) return
    clearTimeout(this.#waiting)
    if (this.#heldAtMs !== undefined) return
    const next = this.#queue.nextMs()
    this.#waitingUntilMs = next ?? Number.POSITIVE_INFINITY
    if (next === undefined) return
    const waitMs = Math.min(Math.max(0, Math.ceil(next - this.monotonicMs)), WAIT_MAX_MS)
    this.#waiting = setTimeout(() => this.#fire(), waitMs)
  }
}
