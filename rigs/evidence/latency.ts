import type { TraceRecord } from './trace.ts'

/** How long a real reader of a run took, from its driver to the device's event on the bus, in milliseconds of the machine. */
export interface ReaderLatency {
  readonly reader: string
  readonly source: string
  readonly presentations: number
  readonly minMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  /** Mean of the differences between each presentation and the next; 0 where there is one. */
  readonly jitterMs: number
}

/** Of each reader at which something real was read, in the order in which that first happened. */
export function latenciesOf(records: readonly TraceRecord[]): ReaderLatency[] {
  const readings = records.filter((record) => record.type === 'reading')
  return [...new Set(readings.map(({ reader }) => reader))].map((reader) => {
    const here = readings.filter((each) => each.reader === reader)
    const inOrder = here.map(({ latencyMs }) => latencyMs)
    const sorted = inOrder.toSorted((one, other) => one - other)
    return {
      ...{ reader, source: here[0]?.source ?? '', presentations: here.length },
      ...{ minMs: sorted[0] ?? 0, p50Ms: ranked(sorted, 0.5), p99Ms: ranked(sorted, 0.99), maxMs: sorted.at(-1) ?? 0 },
      jitterMs: jitterOf(inOrder),
    }
  })
}

/** The least value that so large a part of them does not exceed (nearest rank). */
function ranked(sorted: readonly number[], part: number): number {
  return sorted[Math.ceil(part * sorted.length) - 1] ?? 0
}

function jitterOf(latenciesMs: readonly number[]): number {
  const differences = latenciesMs.slice(1).map((each, index) => Math.abs(each - (latenciesMs[index] ?? each)))
  if (differences.length === 0) return 0
  return Number((differences.reduce((sum, each) => sum + each, 0) / differences.length).toFixed(3))
}
