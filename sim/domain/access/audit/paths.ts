import type { PrincipalKey } from '../../program/names.ts'
import type { AncestorSet } from '../ancestor-table.ts'
import { type Chains, chainsOf, chainsTo } from '../chains.ts'
import type { GroupGraph } from '../group-graph.ts'
import { type Names, principalLabel } from '../labels.ts'

/** Whoever is of the same direct groups comes to a group by the same ways. */
type PathTo = (set: AncestorSet, group: number) => string

/** Names the ways to groups as an explanation does, each once; of several equally short ones the first. */
export function pathFinder(graph: GroupGraph, names: Names): PathTo {
  const labels = graph.keys.map((key: PrincipalKey) => principalLabel(names, key))
  const found = new Map<AncestorSet, { readonly chains: Chains; readonly paths: Map<number, string> }>()
  return (set, group) => {
    const known = found.get(set) ?? { chains: chainsOf(graph, set), paths: new Map<number, string>() }
    found.set(set, known)
    const path = known.paths.get(group) ?? firstOf(chainsTo(known.chains, group), labels)
    known.paths.set(group, path)
    return path
  }
}

function firstOf(chains: readonly (readonly number[])[], labels: readonly string[]): string {
  const paths = chains.map((chain) => chain.map((group) => labels[group]).join('/'))
  return paths.reduce((first, path) => (path < first ? path : first))
}
