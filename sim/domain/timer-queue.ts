/**
 * Callbacks by instant: a binary heap. Equal instants come out in the order they went in, so that a run is repeatable.
 *
 * Knows no clock; whoever owns it says when an instant has come. Push and pop cost O(log pending), cancelling O(1).
 */
export class TimerQueue {
  readonly #heap: Timer[] = []
  #order = 0
  #live = 0

  /** Timers not yet popped or cancelled. */
  get size(): number {
    return this.#live
  }

  /** Adds a callback; the returned function takes it out again, any number of times, also after it was popped. */
  push(atMs: number, run: () => void): () => void {
    const timer: Timer = { atMs, order: this.#order++, run }
    this.#live++
    this.#heap.push(timer)
    siftUp(this.#heap, this.#heap.length - 1)
    return () => {
      if (timer.run === undefined) return
      timer.run = undefined
      this.#live--
    }
  }

  /** The earliest instant, or `undefined` when empty. */
  nextMs(): number | undefined {
    this.#dropCancelled()
    return this.#heap[0]?.atMs
  }

  /** Takes out the earliest callback that is due at `nowMs`; `undefined` when none is. */
  popDue(nowMs: number): { readonly atMs: number; readonly run: () => void } | undefined {
    this.#dropCancelled()
    const first = this.#heap[0]
    if (first?.run === undefined || first.atMs > nowMs) return undefined
    removeFirst(this.#heap)
    const run = first.run
    first.run = undefined
    this.#live--
    return { atMs: first.atMs, run }
  }

  #dropCancelled(): void {
    while (this.#heap.length > 0 && this.#heap[0]?.run === undefined) removeFirst(this.#heap)
  }
}

interface Timer {
  readonly atMs: number
  readonly order: number
  run: (() => void) | undefined
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
}

function siftUp(heap: Timer[], start: number): void {
  let index = start
  const timer = heap[index] as Timer
  while (index > 0) {
    const parent = (index - 1) >> 1
    const above = heap[parent] as Timer
    if (!isBefore(timer, above)) break
    heap[index] = above
    index = parent
  }
  heap[index] = timer
}

function removeFirst(heap: Timer[]): void {
  const last = heap.pop() as Timer
  if (heap.length === 0) return
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Timer, heap[child] as Timer)) child++
    if (!isBefore(heap[child] as Timer, last)) break
    heap[index] = heap[child] as Timer
    index = child
  }
  heap[index] = last
}
