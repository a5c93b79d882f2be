/** What became of a suite. `not run`: parts were missing, or every one of its tests was skipped. */
export interface Outcome {
  readonly result: 'passed' | 'failed' | 'not run'
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Full titles of the tests that were skipped. */
  readonly unverified: readonly string[]
  /** Sentences that say more than the counts. */
  readonly notes: readonly string[]
}

/** What a run of vitest left behind; `report` is its JSON reporter's, absent when it wrote none. */
export interface Ended {
  /** `null`: its time was over and it was ended. */
  readonly exitCode: number | null
  readonly report: Report | undefined
}

export interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/**
 * Judges a run by its report *and* its exit code, and believes the worse of the two. A file that could not be loaded is one
 * failure; a run without tests is one, too: nothing was shown.
 */
export function outcomeOf({ exitCode, report }: Ended): Outcome {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failedTests = tests.filter(({ status }) => status === 'failed').length
  const unverified = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName)
  const notes = [...files.flatMap(brokenFile), ...brokenRun(exitCode, report, tests.length, failedTests)]
  const failed = failedTests + notes.length
  const ran = passed > 0 ? 'passed' : 'not run'
  return { result: failed > 0 ? 'failed' : ran, passed, failed, skipped: unverified.length, unverified, notes }
}

/** A suite whose parts are missing counts as one skipped test; as one failed where every part was promised (`CI=true`). */
export function couldNotRun(reasons: readonly string[], isPromised: boolean): Outcome {
  const result = isPromised ? 'failed' : 'not run'
  return { result, passed: 0, failed: isPromised ? 1 : 0, skipped: isPromised ? 0 : 1, unverified: [], notes: reasons }
}

/** Some tests of a suite that ran lacked parts, and were skipped; that is a failure where every part was promised (`CI=true`). */
export function lackingParts(outcome: Outcome, reasons: readonly string[], isPromised: boolean): Outcome {
  if (reasons.length === 0) return outcome
  const notes = [...outcome.notes, ...reasons]
  return isPromised ? { ...outcome, result: 'failed', failed: outcome.failed + 1, notes } : { ...outcome, notes }
}

export function couldNotPrepare(reason: string): Outcome {
  return { result: 'failed', passed: 0, failed: 1, skipped: 0, unverified: [], notes: [reason] }
}

function brokenFile(file: Report['testResults'][number]): string[] {
  const isBroken = file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')
  return isBroken ? [`${file.name}: ${file.message.split('\n')[0]}`] : []
}

function brokenRun(exitCode: number | null, report: Report | undefined, tests: number, failedTests: number): string[] {
  if (report === undefined)
    return [exitCode === null ? 'did not end in time' : `vitest ended with ${exitCode} and wrote no report`]
  if (tests === 0 && report.testResults.every(({ status }) => status !== 'failed')) return ['has no tests']
  const isUnexplained =
    exitCode !== 0 && failedTests === 0 && report.testResults.every(({ status }) => status !== 'failed')
  return isUnexplained ? [`vitest ended with ${exitCode}, though no test failed`] : []
}
