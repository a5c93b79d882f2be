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
  readonly uuids: readonly Uuid[]
  readonly keys: readonly PrincipalKey[]
  readonly parents: readonly (readonly number[])[]
  /** Groups of type `all`, which everyone is in. */
  readonly everyone: readonly number[]
  readonly fullAccess: readonly boolean[]
  /** Those of type `full-access`, ascending. */
  readonly fullAccessGroups: readonly number[]
  readonly closed: readonly boolean[]
}

export function graphOf(groups: ReadonlyMap<Uuid, UserGroup>): GroupGraph {
  const sorted = [...groups.values()].sort((a, b) => (a.uuid < b.uuid ? -1 : 1))
  const numbers = new Map(sorted.map(({ uuid }, number) => [uuid, number]))
  const everyone = sorted.flatMap(({ type }, number) => (type === 'all' ? [number] : []))
  const graph = {
    numbers,
    uuids: sorted.map(({ uuid }) => uuid),
    keys: sorted.map(({ uuid }): PrincipalKey => `group:${uuid}`),
    everyone,
    fullAccess: sorted.map(({ type }) => type === 'full-access'),
    fullAccessGroups: sorted.flatMap(({ type }, number) => (type === 'full-access' ? [number] : [])),
    closed: sorted.map(({ type }) => type === 'none'),
  }
  return { ...graph, parents: sorted.map(({ groups }) => rootsOf(graph, groups)) }
}

/** The groups that membership in these begins with, ascending and each once. */
export function rootsOf(
  graph: Pick<GroupGraph, 'numbers' | 'everyone' | 'closed'>,
  groups: readonly Uuid[],
): readonly number[] {
  const roots = [...graph.everyone]
  for (const uuid of groups) {
    const number = graph.numbers.get(uuid)
    if (number !== undefined && graph.closed[number] !== true && !roots.includes(number)) roots.push(number)
  }
  return roots.sort((a, b) => a - b)
}
