/**
 * A bounded queue between event handlers and the one pump that drains it.
 *
 * Handlers push and decide nothing. A full queue refuses: `push` says so and the pusher has to answer for it. One consumer
 * at a time; the next iteration goes on where the last one was left.
 */
export class EventQueue<T extends object> implements AsyncIterable<T> {
  readonly #capacity: number
  readonly #items: T[] = []
  #isClosed = false
  #wake: (() => void) | undefined

  constructor(options: { readonly capacity: number }) {
    this.#capacity = options.capacity
  }

  /** Whether the item was taken: not when the queue is full, nor after `close`. */
  push(item: T): boolean {
    if (this.#isClosed || this.#items.length >= this.#capacity) return false
    this.#items.push(item)
    this.#wake?.()
    return true
  }

  /** What was taken is still yielded; then iteration ends. */
  close(): void {
    this.#isClosed = true
    this.#wake?.()
  }

  /** Whoever returns while they wait for an item takes none. */
  [Symbol.asyncIterator](): AsyncIterator<T, void, undefined> {
    let hasLeft = false
    const next = async (): Promise<IteratorResult<T, void>> => {
      for (;;) {
        const value = hasLeft ? undefined : this.#items.shift()
        if (value !== undefined) return { value, done: false }
        if (hasLeft || this.#isClosed) return OVER
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
    const leave = async (): Promise<IteratorResult<T, void>> => {
      hasLeft = true
      this.#wake?.()
      return OVER
    }
    return { next, return: leave }
  }
}

const OVER = { value: undefined, done: true } as const
