import type { PrincipalKey, Uuid } from '../program/names.ts'
import type { UserGroup } from '../program/program.ts'

/**
 * A program's user groups as numbers, in the order of their uuids.
 *
 * `parents` are the groups whose rights flow down to a group: those it was added to, and every group of type `all`. Edges
 * into a group of type `none` are left out, as are edges to groups that do not exist.
 */
export interface GroupGraph {
  readonly numbers: ReadonlyMap<Uuid, number>
  readonly keys: readonly PrincipalKey[]
  readonly parents: readonly (readonly number[])[]
  /** Groups of type `all`, which everyone is in. */
  readonly everyone: readonly number[]
  readonly fullAccess: readonly boolean[]
  readonly closed: readonly boolean[]
}

/** All groups whose rights reach somebody (§3.4.2). */
export interface Ancestors {
  /** Where the chains of groups begin: direct memberships and the groups of type `all`; of a group, itself. */
  readonly roots: readonly number[]
  /** Ascending. */
  readonly groups: readonly number[]
  /** The first group of type `full-access` among them. */
  readonly fullAccess: number | undefined
}

export function graphOf(groups: ReadonlyMap<Uuid, UserGroup>): GroupGraph {
  const sorted = [...groups.values()].sort((a, b) => (a.uuid < b.uuid ? -1 : 1))
  const numbers = new Map(sorted.map(({ uuid }, number) => [uuid, number]))
  const everyone = sorted.flatMap(({ type }, number) => (type === 'all' ? [number] : []))
  const graph = {
    numbers,
    keys: sorted.map(({ uuid }): PrincipalKey => `group:${uuid}`),
    everyone,
    fullAccess: sorted.map(({ type }) => type === 'full-access'),
    closed: sorted.map(({ type }) => type === 'none'),
  }
  return { ...graph, parents: sorted.map(({ groups }) => rootsOf(graph, groups)) }
}

/** The groups that membership in these begins with, ascending and each once. */
export function rootsOf(
  graph: Pick<GroupGraph, 'numbers' | 'everyone' | 'closed'>,
  groups: readonly Uuid[],
): readonly number[] {
  const roots = new Set(graph.everyone)
  for (const uuid of groups) {
    const number = graph.numbers.get(uuid)
    if (number !== undefined && graph.closed[number] !== true) roots.add(number)
  }
  return [...roots].sort((a, b) => a - b)
}

/** The transitive closure of membership from these groups on, themselves included; cycles are fine (AMB-9). */
export function ancestorsOf(graph: GroupGraph, roots: readonly number[]): Ancestors {
  const visited = new Set(roots)
  for (const group of visited) {
    for (const parent of graph.parents[group] ?? []) visited.add(parent)
  }
  const groups = [...visited].sort((a, b) => a - b)
  return { roots, groups, fullAccess: groups.find((group) => graph.fullAccess[group]) }
}
