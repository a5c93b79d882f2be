import { type AncestorTable, groupsAt } from './ancestor-table.ts'
import { setBit } from './bits.ts'
import type { ObjectEntries } from './entries.ts'

/**
 * Of each group one bit for each object on which it or an ancestor of it is assigned anything. Users' rows are made of them
 * (`People`): most questions are about doors on which nothing concerns the asker, and that one bit ends them.
 */
export interface Reach {
  /** Words of 32 bits that a row takes. */
  readonly words: number
  /** A row for each group, by its number. */
  readonly bits: Uint32Array
}

/** Objects that have a bit; a user's row is not to grow with all that a program has. */
export const REACH_OBJECTS_MAX = 2_048

/** Gives each of these objects its bit (`reachBit`), as far as there are bits, and marks who is concerned by it. */
export function markReach(table: AncestorTable, objects: Iterable<ObjectEntries>): Reach {
  const marked = [...objects].slice(0, REACH_OBJECTS_MAX)
  const assigned: number[][] = table.graph.keys.map(() => [])
  for (const [bit, object] of marked.entries()) {
    object.reachBit = bit
    for (const group of object.groups) assigned[group]?.push(bit)
  }
  const words = (marked.length + 31) >>> 5
  const bits = new Uint32Array(words * assigned.length)
  for (let group = 0; group < assigned.length; group++) {
    for (const ancestor of groupsAt(table, group * table.words)) {
      for (const bit of assigned[ancestor] ?? []) setBit(bits, group * words, bit)
    }
  }
  return { words, bits }
}
