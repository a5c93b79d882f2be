/** A set of minutes of a span, as the minutes at which it by turns begins and ends: ascending, each once. */
export type Edges = Int32Array

/** All that is in some of these stretches [from, until), which may overlap and be empty, in any order. */
export function edgesOf(stretches: readonly (readonly [from: number, until: number])[]): Edges {
  const edges: number[] = []
  for (const [from, until] of stretches.filter(([from, until]) => from < until).sort(([a], [b]) => a - b)) {
    const end = edges.at(-1)
    if (end === undefined || from > end) edges.push(from, until)
    else edges[edges.length - 1] = Math.max(end, until)
  }
  return Int32Array.from(edges)
}
