import type { Failure, InvariantsReport } from '../evidence/result.ts'
import type { TraceRecord } from '../evidence/trace.ts'
import { INVARIANTS, type Violated, violatedBy } from './invariants/index.ts'
import type { Watch } from './invariants/watch.ts'

/** Where a run stands, and the command that repeats it. */
interface Run {
  readonly path: string
  readonly repeat: string
}

/** Checks every invariant, now that nothing is under way any more. */
export async function judge(watch: Watch, records: readonly TraceRecord[], run: Run): Promise<InvariantsReport> {
  const { evidence, unasked } = await watch.end(records)
  return {
    checked: INVARIANTS.map(({ number: invariant, sentence }) => ({ invariant, sentence })),
    violated: violatedBy(evidence).map((violated) => ({
      invariant: violated.invariant.number,
      ...failed(violated, run),
    })),
    unasked: [...unasked],
  }
}

/** The first that did not hold, as what the run failed by. */
export function firstViolated({ violated }: InvariantsReport): Failure | undefined {
  const [first] = violated
  if (first === undefined) return undefined
  const { invariant: _, ...failure } = first
  return failure
}

function failed({ invariant, where, found, line = 1 }: Violated, { path: file, repeat }: Run): Failure {
  const expected = `${invariant.number}, ${invariant.sentence}`
  return { file, line, column: 1, expected, happened: `at ${where} ${found}`, repeat, isAbsent: false }
}
