import { type AncestorTable, groupsAt } from './ancestor-table.ts'
import { hasBit, setBit } from './bits.ts'
import type { ObjectEntries } from './entries.ts'
import type { Holder } from './principal.ts'

/**
 * Gives each of these objects, as far as there is room, one bit in the rows of all groups: whether the group or an ancestor of it
 * is assigned anything there. Rows made later inherit it. To be called before any is made.
 *
 * Most questions are about doors on which nothing concerns the asker, and that one bit ends them.
 */
export function markReach(table: AncestorTable, objects: Iterable<ObjectEntries>): void {
  const assigned: number[][] = table.graph.keys.map(() => [])
  let bit = table.firstObject
  for (const object of objects) {
    if (bit === 32 * table.words) break
    object.reachBit = bit
    for (const group of object.groups) assigned[group]?.push(bit)
    bit += 1
  }
  for (let group = 0; group < assigned.length; group++) {
    const offset = group * table.words
    for (const ancestor of groupsAt(table, offset)) {
      for (const reached of assigned[ancestor] ?? []) setBit(table.bits, offset, reached)
    }
  }
}

/** Whether no group of a principal is assigned anything on an object, for certain; `false` where it takes a closer look. */
export function isOutOfReach({ bits }: AncestorTable, { offset }: Holder, { reachBit }: ObjectEntries): boolean {
  return reachBit !== undefined && !hasBit(bits, offset, reachBit)
}
