import type { GroupGraph } from './group-graph.ts'

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

/** All groups whose rights reach somebody (§3.4.2). */
export interface AncestorSet {
  /** Where the chains of groups begin: direct memberships and the groups of type `all`; of a group, itself. */
  readonly roots: readonly number[]
  /** Ascending. */
  readonly groups: readonly number[]
  /** The first group of type `full-access` among them. */
  readonly fullAccess: number | undefined
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
  const offset = place(table)
  close(table, offset, roots)
  const groups = groupsAt(table, offset)
  const fullAccess = groups.find((group) => table.graph.fullAccess[group])
  const set: AncestorSet = { roots, groups, fullAccess, offset, uses: 1 }
  table.sets.set(key, set)
  return set
}

export function giveBack(table: AncestorTable, set: AncestorSet): void {
  set.uses -= 1
  if (set.uses > 0) return
  table.sets.delete(set.roots.join())
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

/** Marks the transitive closure of membership, the roots included; what is marked is not visited again, so cycles end (AMB-9). */
function close(table: AncestorTable, offset: number, roots: readonly number[]): void {
  const { bits, graph } = table
  const queue = [...roots]
  for (let next = 0; next < queue.length; next++) {
    const group = queue[next] ?? 0
    if (hasBit(bits, offset, group)) continue
    const word = offset + (group >>> 5)
    bits[word] = (bits[word] ?? 0) | (1 << (group & 31))
    for (const parent of graph.parents[group] ?? []) queue.push(parent)
  }
}

function groupsAt({ bits, words }: AncestorTable, offset: number): number[] {
  const groups: number[] = []
  for (let word = 0; word < words; word++) {
    for (let rest = bits[offset + word] ?? 0; rest !== 0; rest &= rest - 1) {
      groups.push(word * 32 + 31 - Math.clz32(rest & -rest))
    }
  }
  return groups
}
