import type { Pin } from './block-kind.ts'
import type { InputType, ValueType } from './value.ts'

/** A block or control as wires see it. */
export interface Part {
  readonly id: string
  readonly name: string
  readonly inputs: readonly Pin[]
  readonly outputs: readonly Pin<ValueType>[]
  /** What goes in never comes out at the same instant, as at a block that decides: no circle goes through it. */
  readonly isEnd?: boolean
}

/** Where a wire begins or ends. */
export interface WireEnd {
  readonly control: string
  readonly terminal: string
}

export interface LogicWire {
  readonly from: WireEnd
  readonly to: WireEnd
}

/** Parts and their wires, ready to run. Wires that lead from or to what is not there are left out. */
export interface Net {
  readonly parts: ReadonlyMap<string, Part>
  /** Place of each part in the order of evaluation: behind everything that feeds it. */
  readonly rank: ReadonlyMap<string, number>
  readonly order: readonly string[]
  /** The parts that an output feeds, by its key. */
  readonly feeds: ReadonlyMap<string, readonly string[]>
  /** What feeds the inputs of a part, by part. */
  readonly wired: ReadonlyMap<string, readonly WiredInput[]>
}

export interface WiredInput {
  readonly pin: string
  readonly type: InputType
  /** Keys of outputs, sorted. */
  readonly sources: readonly string[]
}

export function terminalKey({ control, terminal }: WireEnd): string {
  return `${control}.${terminal}`
}

/**
 * The order is that of the longest way from what nothing feeds, then by name, then id: it depends on what is wired, never on where a
 * file says so. Parts in a circle, which no program should have, come last, so that every wave ends all the same.
 */
export function compileNet(parts: Iterable<Part>, wires: Iterable<LogicWire>): Net {
  const byId = new Map(Array.from(parts, (part) => [part.id, part]))
  const sound = [...wires].filter(({ from, to }) => has(byId, from, 'outputs') && has(byId, to, 'inputs'))
  const feeds = new Map<string, Set<string>>()
  for (const { from, to } of sound) addTo(feeds, terminalKey(from), to.control)
  const order = ordered(byId, depthsOf(byId, sound))
  return {
    parts: byId,
    order,
    rank: new Map(order.map((id, index) => [id, index])),
    feeds: new Map(Array.from(feeds, ([key, ids]) => [key, [...ids]])),
    wired: wiredInputs(byId, sound),
  }
}

function has(parts: ReadonlyMap<string, Part>, { control, terminal }: WireEnd, side: 'inputs' | 'outputs'): boolean {
  return parts.get(control)?.[side].some(({ name }) => name === terminal) === true
}

/** How many parts lie on the longest way to each; without one: it is in a circle, or behind one. */
function depthsOf(parts: ReadonlyMap<string, Part>, wires: readonly LogicWire[]): Map<string, number> {
  const [after, before] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
  for (const { from, to } of wires) {
    if (parts.get(to.control)?.isEnd === true) continue
    addTo(after, from.control, to.control)
    addTo(before, to.control, from.control)
  }
  const open = new Map(Array.from(parts.keys(), (id) => [id, before.get(id)?.size ?? 0]))
  const depths = new Map<string, number>()
  let ready = [...parts.keys()].filter((id) => open.get(id) === 0)
  for (let depth = 0; ready.length > 0; depth++) {
    const next: string[] = []
    for (const id of ready) {
      depths.set(id, depth)
      for (const follower of after.get(id) ?? []) {
        const left = (open.get(follower) ?? 0) - 1
        open.set(follower, left)
        if (left === 0) next.push(follower)
      }
    }
    ready = next
  }
  return depths
}

function ordered(parts: ReadonlyMap<string, Part>, depths: ReadonlyMap<string, number>): string[] {
  const places = Array.from(parts.values(), ({ id, name }) => ({
    id,
    name: name.toLowerCase(),
    depth: depths.get(id) ?? Number.POSITIVE_INFINITY,
  }))
  places.sort((a, b) => compare(a.depth, b.depth) || compare(a.name, b.name) || compare(a.id, b.id))
  return places.map(({ id }) => id)
}

function wiredInputs(parts: ReadonlyMap<string, Part>, wires: readonly LogicWire[]): Map<string, WiredInput[]> {
  const sources = new Map<string, Set<string>>()
  for (const { from, to } of wires) addTo(sources, terminalKey(to), terminalKey(from))
  const wired = new Map<string, WiredInput[]>()
  for (const { id, inputs } of parts.values()) {
    const own = inputs.flatMap(({ name, type }): WiredInput[] => {
      const of = sources.get(terminalKey({ control: id, terminal: name }))
      return of === undefined ? [] : [{ pin: name, type, sources: [...of].sort() }]
    })
    if (own.length > 0) wired.set(id, own)
  }
  return wired
}

function addTo(sets: Map<string, Set<string>>, key: string, item: string): void {
  const set = sets.get(key)
  if (set === undefined) sets.set(key, new Set([item]))
  else set.add(item)
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
