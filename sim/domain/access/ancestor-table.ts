import { type Ancestors, ancestorsOf, type GroupGraph } from './ancestors.ts'

/**
 * Who is in which group, as one bit for each set of ancestors and group. Users with the same direct groups share a set.
 *
 * All bits lie in one array, because a decision's time is the time of its cache misses: a set of its own for each user would
 * cost three more of them.
 */
export interface AncestorTable {
  readonly graph: GroupGraph
  /** Words of 32 bits that each set takes. */
  readonly words: number
  bits: Uint32Array
  readonly sets: Map<string, AncestorSet>
  /** Places in `bits` that were given back. */
  readonly free: number[]
}

export interface AncestorSet {
  readonly ancestors: Ancestors
  /** Where its bits begin, in words. */
  readonly offset: number
  /** How many principals use it. */
  uses: number
}

export function emptyTable(graph: GroupGraph): AncestorTable {
  return { graph, words: (graph.keys.length + 31) >>> 5, bits: new Uint32Array(0), sets: new Map(), free: [] }
}

/** The ancestors of somebody whose chains of groups begin here. To be followed by `giveBack()` when no longer used. */
export function borrow(table: AncestorTable, roots: readonly number[]): AncestorSet {
  const key = roots.join()
  const known = table.sets.get(key)
  if (known !== undefined) {
    known.uses += 1
    return known
  }
  const ancestors = ancestorsOf(table.graph, roots)
  const set = { ancestors, offset: place(table), uses: 1 }
  for (const group of ancestors.groups) {
    const word = set.offset + (group >>> 5)
    table.bits[word] = (table.bits[word] ?? 0) | (1 << (group & 31))
  }
  table.sets.set(key, set)
  return set
}

export function giveBack(table: AncestorTable, set: AncestorSet): void {
  set.uses -= 1
  if (set.uses > 0) return
  table.sets.delete(set.ancestors.roots.join())
  table.free.push(set.offset)
}

/** Whether the set whose bits begin at `offset` holds a group. */
export function hasBit(bits: Uint32Array, offset: number, group: number): boolean {
  return (((bits[offset + (group >>> 5)] ?? 0) >>> (group & 31)) & 1) === 1
}

function place(table: AncestorTable): number {
  const freed = table.free.pop()
  if (freed !== undefined) {
    table.bits.fill(0, freed, freed + table.words)
    return freed
  }
  const offset = table.sets.size * table.words
  if (offset + table.words > table.bits.length) {
    const grown = new Uint32Array(2 * table.bits.length + 64 * table.words)
    grown.set(table.bits)
    table.bits = grown
  }
  return offset
}
