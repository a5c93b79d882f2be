import { addRow, hasBit, setBit } from './bits.ts'
import type { GroupGraph } from './group-graph.ts'

/**
 * Who is in which group: one row of bits for each set of ancestors. Users with the same direct groups share a row; the first
 * rows are those of the groups themselves, and every other is made of them.
 *
 * All rows lie in one array, because a decision's time is the time of its cache misses: a set of its own for each user would
 * cost three more of them.
 */
export interface AncestorTable {
  readonly graph: GroupGraph
  /** Words of 32 bits that each row takes. */
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
  /** The first group of type `full-access` among them. */
  readonly fullAccess: number | undefined
  /** Where its row begins, in words. */
  readonly offset: number
  /** How many principals use it. */
  uses: number
}

/** A table of the groups alone. */
export function tableOf(graph: GroupGraph): AncestorTable {
  const groups = graph.keys.length
  const words = (groups + 31) >>> 5
  const table = { graph, words, bits: new Uint32Array(2 * groups * words), sets: new Map(), free: [] }
  for (let group = 0; group < groups; group++) {
    close(table, group)
    const offset = group * words
    const set: AncestorSet = { roots: [group], fullAccess: fullAccessAt(table, offset), offset, uses: 1 }
    table.sets.set(String(group), set)
  }
  return table
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
  const { bits, words } = table
  for (const root of roots) addRow(bits, offset, bits, root * words, words)
  const set: AncestorSet = { roots, fullAccess: fullAccessAt(table, offset), offset, uses: 1 }
  table.sets.set(key, set)
  return set
}

export function giveBack(table: AncestorTable, set: AncestorSet): void {
  set.uses -= 1
  if (set.uses > 0) return
  table.sets.delete(set.roots.join())
  table.free.push(set.offset)
}

/** The numbers of the groups in the row that begins at `offset`, ascending. */
export function groupsAt({ bits, words }: AncestorTable, offset: number): number[] {
  const groups: number[] = []
  for (let word = 0; word < words; word++) {
    for (let rest = bits[offset + word] ?? 0; rest !== 0; rest &= rest - 1) {
      groups.push(32 * word + 31 - Math.clz32(rest & -rest))
    }
  }
  return groups
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

/** Marks the transitive closure of membership, the group included; what is marked is not visited again, so cycles end (AMB-9). */
function close({ bits, graph, words }: AncestorTable, root: number): void {
  const offset = root * words
  const queue = [root]
  for (let next = 0; next < queue.length; next++) {
    const group = queue[next] ?? 0
    if (hasBit(bits, offset, group)) continue
    setBit(bits, offset, group)
    for (const parent of graph.parents[group] ?? []) queue.push(parent)
  }
}

function fullAccessAt({ bits, graph }: AncestorTable, offset: number): number | undefined {
  return graph.fullAccessGroups.find((group) => hasBit(bits, offset, group))
}
