import type { Store } from '../../../sim/ports/store.ts'
import type { HandsOver } from './replaceable.ts'

/** A store that stays: who takes another's place is told of that one's commits, for which it commits nothing once more. */
export class LastingStore implements Store, HandsOver {
  readonly #store: Store
  /** Commits not durable yet, oldest first, and who is told. */
  #pending: Pending[] = []
  #again: (() => void)[] | undefined

  constructor(store: Store) {
    this.#store = store
  }

  commit(...[records, done]: Parameters<Store['commit']>): void {
    if (this.#again !== undefined) return void this.#again.push(done)
    const pending: Pending = { done }
    this.#pending.push(pending)
    this.#store.commit(records, () => {
      this.#pending = this.#pending.filter((each) => each !== pending)
      pending.done()
    })
  }

  load(): ReturnType<Store['load']> {
    return this.#store.load()
  }

  handOver(replace: () => void): void {
    const again: (() => void)[] = []
    this.#again = again
    replace()
    this.#again = undefined
    // Older ones died with the power of the one before.
    this.#pending = again.length === 0 ? [] : this.#pending.slice(-again.length)
    for (const [index, pending] of this.#pending.entries()) pending.done = again[index] ?? pending.done
  }
}

interface Pending {
  done: () => void
}
