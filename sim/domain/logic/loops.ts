import type { LogicWire } from './net.ts'

/** So many circles are looked for: one wire too many can close thousands of ways round. */
const LOOPS_MAX = 20

/**
 * Every circle of wires once, as the wires of it in their order, beginning at the part that is first by name of id; of circles that share a
 * part at least one is told, and `LOOPS_MAX` of all. None where every order of evaluation is possible.
 */
export function loopsOf<Wire extends LogicWire>(wires: readonly Wire[]): Wire[][] {
  const after = new Map<string, Wire[]>()
  for (const wire of wires) {
    const others = after.get(wire.from.control)
    if (others === undefined) after.set(wire.from.control, [wire])
    else others.push(wire)
  }
  const loops: Wire[][] = []
  const done = new Set<string>()
  for (const start of [...after.keys()].sort()) if (!done.has(start)) walk(start, after, done, loops)
  return loops
}

/** Depth first without recursion: a program may have ten thousand parts in a row. */
function walk<Wire extends LogicWire>(
  start: string,
  after: ReadonlyMap<string, readonly Wire[]>,
  done: Set<string>,
  loops: Wire[][],
): void {
  const path: { readonly part: string; readonly by?: Wire; next: number }[] = [{ part: start, next: 0 }]
  const places = new Map([[start, 0]])
  for (let top = path.at(-1); top !== undefined && loops.length < LOOPS_MAX; top = path.at(-1)) {
    const wire = after.get(top.part)?.[top.next++]
    if (wire === undefined) {
      done.add(top.part)
      places.delete(top.part)
      path.pop()
      continue
    }
    const { control } = wire.to
    const place = places.get(control)
    if (place !== undefined) loops.push([...path.slice(place + 1).flatMap(({ by }) => by ?? []), wire])
    else if (!done.has(control)) {
      places.set(control, path.length)
      path.push({ part: control, by: wire, next: 0 })
    }
  }
}
