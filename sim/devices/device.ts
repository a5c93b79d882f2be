import type { Plain } from './plain-data.ts'

/**
 * A device of the estate, in whatever placement. Synchronous: everything it does follows at once from a call.
 *
 * `snapshot()` is JSON: state, pending timers and what it counts; null without power. `restore()` puts a device of the same
 * description exactly there, a new one too; what was published before is not published again. Who waits for its
 * answer is not in it.
 */
export interface Device {
  readonly site: string
  readonly name: string
  /** Announces itself on the bus. */
  powerOn(): void
  /** Loses everything volatile and says nothing more. Durable state stays with its store. */
  powerOff(): void
  snapshot(): Plain
  restore(snapshot: Plain): void
}
