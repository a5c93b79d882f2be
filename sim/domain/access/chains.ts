import type { AncestorSet } from './ancestor-table.ts'
import type { GroupGraph } from './group-graph.ts'

/** At most this many equally short chains are named per group; there can be exponentially many. */
export const CHAINS_MAX = 64

/** How somebody's groups are reached: the shortest chains of membership, nearest group first. */
export interface Chains {
  /** Numbers of all groups that are reached, and how many memberships away beyond the first. */
  readonly distances: ReadonlyMap<number, number>
  /** For each group, those before it on a shortest chain. */
  readonly before: ReadonlyMap<number, readonly number[]>
}

/** Measures all groups of somebody, breadth first, so that a cycle ends where it would come round. */
export function chainsOf(graph: GroupGraph, { roots }: Pick<AncestorSet, 'roots'>): Chains {
  const distances = new Map(roots.map((root) => [root, 0]))
  const before = new Map<number, number[]>()
  for (const [group, distance] of distances) {
    for (const parent of graph.parents[group] ?? []) {
      const known = distances.get(parent)
      if (known === undefined) {
        distances.set(parent, distance + 1)
        before.set(parent, [group])
      } else if (known === distance + 1) before.get(parent)?.push(group)
    }
  }
  return { distances, before }
}

/** All shortest chains that end at a group, at most `CHAINS_MAX`; each begins with a root. */
export function chainsTo(chains: Chains, group: number): readonly (readonly number[])[] {
  const before = chains.before.get(group)
  if (before === undefined) return [[group]]
  const found: (readonly number[])[] = []
  for (const previous of before) {
    for (const chain of chainsTo(chains, previous)) {
      if (found.length === CHAINS_MAX) return found
      found.push([...chain, group])
    }
  }
  return found
}
