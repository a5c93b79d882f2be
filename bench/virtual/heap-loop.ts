/** The least that a virtual world is: a binary heap of closures by time, and a map from names to who receives. */
export interface HeapLoop {
  readonly nodes: number
  /** One heartbeat of each node, and one message that it sends, in this time. */
  readonly periodMs: number
}

/** Carries out so many events, timers and messages by turns, as plain objects. Returns how long it took, in milliseconds. */
export function runHeapLoop(events: number, { nodes, periodMs }: HeapLoop): number {
  const heap: Due[] = []
  const receivers = new Map<string, (message: Message) => void>()
  let received = 0
  let nowMs = 0
  for (let node = 0; node < nodes; node++) {
    const name = `node-${node}`
    const to = `node-${(node + 1) % nodes}`
    receivers.set(name, (message) => {
      received += message.value
    })
    const beat = (): void => {
      const message = { from: name, to, value: 1, timeMs: nowMs }
      push(heap, { atMs: nowMs + 1, run: () => receivers.get(message.to)?.(message) })
      push(heap, { atMs: nowMs + periodMs, run: beat })
    }
    push(heap, { atMs: node, run: beat })
  }
  const startMs = performance.now()
  for (let event = 0; event < events; event++) {
    const due = pop(heap)
    nowMs = due.atMs
    due.run()
  }
  const tookMs = performance.now() - startMs
  if (received > events) throw new TypeError('more was received than was sent')
  return tookMs
}

interface Message {
  readonly from: string
  readonly to: string
  readonly value: number
  readonly timeMs: number
}

interface Due {
  readonly atMs: number
  readonly run: () => void
}

function push(heap: Due[], due: Due): void {
  let place = heap.push(due) - 1
  while (place > 0) {
    const parent = (place - 1) >> 1
    const above = at(heap, parent)
    if (above.atMs <= due.atMs) break
    heap[place] = above
    place = parent
  }
  heap[place] = due
}

function pop(heap: Due[]): Due {
  const first = at(heap, 0)
  const last = heap.pop() as Due
  const size = heap.length
  if (size === 0) return first
  let place = 0
  for (;;) {
    let child = 2 * place + 1
    if (child >= size) break
    if (child + 1 < size && at(heap, child + 1).atMs < at(heap, child).atMs) child++
    if (at(heap, child).atMs >= last.atMs) break
    heap[place] = at(heap, child)
    place = child
  }
  heap[place] = last
  return first
}

function at(heap: readonly Due[], place: number): Due {
  return heap[place] as Due
}
