import { failureLine } from '../evidence/failure-line.ts'
import type { Verdict } from '../evidence/trace.ts'
import { loadScenario } from '../scenario/read.ts'
import { runScenario } from '../scenario/run.ts'

/** What a recording says when it is run. */
export interface Replayed {
  readonly verdict: Verdict
  /** Why it did not pass; empty where it did. */
  readonly why: string
}

/**
 * Checks a recording like other scenario files, and runs it on the virtual lane. Throws what `loadScenario()` throws: RIG_INVALID
 * where the file is not there or has faults, which are all named; UNSUPPORTED where it is open; USAGE where it has variants.
 */
export async function replayRecording(path: string): Promise<Replayed> {
  const { verdict, failure } = await runScenario(loadScenario(path), { lane: 'virtual', seed: 1 })
  return { verdict, why: failure === undefined ? '' : failureLine(failure) }
}
