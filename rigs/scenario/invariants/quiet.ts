/** A heartbeat, the longest wait before somebody is asked again, and a message with its answer (§3.3.6, P-96, P-189). */
const HEARTBEAT_MS = 300_000
const RETRY_MS = 75_000

/** Follows what disturbs links, Miniservers and pairs of them: after the last of it they take a while to find each other again. */
export class Quiet {
  readonly #wrong = new Set<string>()
  /** When something was wrong there last. */
  readonly #lastMs = new Map<string, number>()

  /** Something is wrong there from now on, or no longer. `everywhere`: with all links. */
  disturbed(where: string, isDisturbed: boolean, atMs: number): void {
    if (where === 'everywhere') for (const each of this.#wrong) if (each.includes(' to ')) this.#wrong.delete(each)
    if (isDisturbed) this.#wrong.add(where)
    else this.#wrong.delete(where)
    this.#lastMs.set(where, atMs)
  }

  /**
   * Whether nothing is wrong, and was not for so long that everybody has caught up.
   *
   * @param timeoutsMs connection timeouts of the Miniservers concerned; a heartbeat goes out every third of it
   * @param concerns which places are meant
   */
  isQuiet(atMs: number, timeoutsMs: readonly number[], concerns: (where: string) => boolean): boolean {
    if ([...this.#wrong].some(concerns)) return false
    const lastMs = [...this.#lastMs].flatMap(([where, lastMs]) => (concerns(where) ? [lastMs] : []))
    const beatsMs = timeoutsMs.map((timeoutMs) => (timeoutMs === 0 ? HEARTBEAT_MS : timeoutMs / 3))
    return lastMs.every((ms) => atMs - ms >= Math.max(...beatsMs) + RETRY_MS)
  }
}
