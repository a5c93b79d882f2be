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

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift()) yield item
      if (this.#isClosed) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
