/**
 * A device of the estate, in whatever placement. Synchronous: everything it does follows at once from a call.
 *
 * `snapshot()` is plain data (structured-cloneable): state and pending timers. `restore()` puts a device of the same
 * description exactly there; what it published before is not published again.
 */
export interface Device {
  readonly site: string
  readonly name: string
  /** Announces itself on the bus. */
  powerOn(): void
  /** Loses everything volatile and says nothing more. Durable state stays with its store. */
  powerOff(): void
  snapshot(): unknown
  restore(snapshot: unknown): void
}
