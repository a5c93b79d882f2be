import { type Result, resultSchema, type StepReport } from '../../../rigs/evidence/result.ts'

const CHECKED = { invariant: 'I8', sentence: 'every granted pulse has exactly one granted decision record' }

/** A result with these words wherever words can be. */
export function aResult(result: Partial<Result> = {}, text = 'x'): Result {
  return resultSchema.parse({
    ...{
      format: 1,
      verdict: 'fail',
      scenario: { path: text, title: text, proves: ['R1', 'I8'] },
      rig: text,
      lane: 'virtual',
    },
    ...{ seed: 1, version: '0', node: '20', timeZoneData: '2025c', startedAt: '2026-01-01T00:00:00Z' },
    invariants: { checked: [CHECKED], violated: [], unasked: [] },
    ...result,
  })
}

export function aStep(outcome: StepReport['outcome'], text = 'x'): StepReport {
  return { line: 7, word: 'tap', text, outcome, durationMs: 1234.5 }
}

export function aFailure(text = 'x', isAbsent = false): NonNullable<Result['failure']> {
  return { file: text, line: 7, column: 1, expected: text, happened: text, why: text, repeat: text, isAbsent }
}
