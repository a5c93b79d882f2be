import { once } from 'node:events'

/** Something that is told of to all who listen. */
export class Hearing<T> {
  readonly #hearers = new Set<(told: T) => void>()

  tell(told: T): void {
    for (const hear of [...this.#hearers]) hear(told)
  }

  /** Calls `hear` with all that is told from now on; the returned function ends that. */
  listen(hear: (told: T) => void): () => void {
    this.#hearers.add(hear)
    return () => void this.#hearers.delete(hear)
  }

  /** The first from now on that is meant; `undefined` where none comes within so long, in real time. */
  async next(isMeant: (told: T) => boolean, withinMs: number): Promise<T | undefined> {
    let unlisten: () => void = () => {}
    const heard = new Promise<T>((resolve) => {
      unlisten = this.listen((told) => isMeant(told) && resolve(told))
    })
    const late = once(AbortSignal.timeout(withinMs), 'abort').then(() => undefined)
    return Promise.race([heard, late]).finally(() => unlisten())
  }
}
