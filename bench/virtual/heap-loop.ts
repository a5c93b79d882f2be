/** The least that a virtual world is: a binary heap by time, and a map from names to who receives. */
export interface HeapLoop {
  readonly nodes: number
  /** One heartbeat of each node, and one message that it sends, in this time. */
  readonly periodMs: number
}

/** What the loop takes for so many events. It is over sooner than a clock can tell well: many times over. */
export function heapLoopMs(events: number): number {
  const times = Math.ceil(1_000_000 / events)
  return runHeapLoop(events * times, { nodes: 32, periodMs: 1_000 }) / times
}

/** Carries out so many events, timers and messages by turns, as plain objects. Returns how long it took, in milliseconds. */
export function runHeapLoop(events: number, { nodes, periodMs }: HeapLoop): number {
  const heap: Due[] = []
  const byName = new Map<string, Node>()
  for (let index = 0; index < nodes; index++) {
    const node = { name: `node-${index}`, to: `node-${(index + 1) % nodes}`, received: 0 }
    byName.set(node.name, node)
    push(heap, { atMs: index, node, message: undefined })
  }
  const startMs = performance.now()
  for (let event = 0; event < events; event++) {
    const { atMs, node, message } = pop(heap)
    if (message === undefined) {
      push(heap, { atMs: atMs + 1, node, message: { from: node.name, to: node.to, value: 1, timeMs: atMs } })
      push(heap, { atMs: atMs + periodMs, node, message: undefined })
    } else {
      const receiver = byName.get(message.to)
      if (receiver !== undefined) receiver.received += message.value
    }
  }
  const tookMs = performance.now() - startMs
  if (events > nodes && byName.get('node-0')?.received === 0) throw new TypeError('nothing was received')
  return tookMs
}

interface Node {
  readonly name: string
  readonly to: string
  received: number
}

interface Message {
  readonly from: string
  readonly to: string
  readonly value: number
  readonly timeMs: number
}

/** A node's heartbeat, or a message of its own that arrives. */
interface Due {
  readonly atMs: number
  readonly node: Node
  readonly message: Message | undefined
}

function push(heap: Due[], due: Due): void {
  let place = heap.push(due) - 1
  while (place > 0) {
    const parent = (place - 1) >> 1
    const above = heap[parent] as Due
    if (above.atMs <= due.atMs) break
    heap[place] = above
    place = parent
  }
  heap[place] = due
}

function pop(heap: Due[]): Due {
  const first = heap[0] as Due
  const last = heap.pop() as Due
  const size = heap.length
  if (size === 0) return first
  let place = 0
  for (let child = 1; child < size; child = 2 * place + 1) {
    if (child + 1 < size && (heap[child + 1] as Due).atMs < (heap[child] as Due).atMs) child++
    const below = heap[child] as Due
    if (below.atMs >= last.atMs) break
    heap[place] = below
    place = child
  }
  heap[place] = last
  return first
}
