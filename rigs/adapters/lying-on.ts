import { emptyBus, layOn, type OneWireBus, takeOff } from '../../sim/domain/ibutton/one-wire-bus.ts'

/** For so long an iButton lies on its reader when somebody touches that with it [P] (P-180). */
const TOUCH_MS = 1_000

/** The iButtons that lie on one 1-Wire bus of the rig, in real time, as a program sees them that searches it. */
export class LyingOn implements Disposable {
  readonly bus: OneWireBus = emptyBus()
  readonly #taking = new Map<string, NodeJS.Timeout>()
  readonly #held = new Set<string>()

  isHeld(id: string): boolean {
    return this.#held.has(id)
  }

  /** It lies there for as long as a touch takes, counted from now where it lies there already. One that is held stays. */
  touch(id: string): void {
    if (!this.isHeld(id)) this.#lay(id, TOUCH_MS)
  }

  /** It lies there for so long; then `onTaken` is called. `id`: `01.AB.89.67.45.23.01.79`. */
  hold(id: string, forMs: number, onTaken: () => void): void {
    this.#held.add(id)
    this.#lay(id, forMs, onTaken)
  }

  /** What lies there is no longer taken off. */
  [Symbol.dispose](): void {
    for (const timeout of this.#taking.values()) clearTimeout(timeout)
  }

  #lay(id: string, forMs: number, onTaken?: () => void): void {
    // Laid once more it would begin its answers anew, in the middle of somebody's search.
    if (!this.bus.ibuttons.has(id)) layOn(this.bus, id, bytesOf(id))
    clearTimeout(this.#taking.get(id))
    const take = (): void => {
      takeOff(this.bus, id)
      this.#held.delete(id)
      onTaken?.()
    }
    this.#taking.set(id, setTimeout(take, forMs))
  }
}

function bytesOf(id: string): number[] {
  return id.split('.').map((byte) => Number.parseInt(byte, 16))
}
