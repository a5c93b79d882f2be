import type { TestContext } from 'vitest'
import type { RigError } from '../../sim/domain/errors.ts'
import type { Lane } from '../scenario/open-lane.ts'
import { runRecord } from '../scenario/recorder.ts'
import type { FinishedRun } from '../scenario/run.ts'
import type { Scenario } from '../scenario/scenario.ts'

interface Circumstances {
  readonly file: string
  readonly repeat: string
  /** What is wrong though the test itself found nothing. */
  readonly happened: string | undefined
}

/** What vitest found when the test's own function had ended. */
export function verdictOf(
  { result }: TestContext['task'],
  { file, repeat, happened }: Circumstances,
): Pick<FinishedRun, 'verdict' | 'failure'> {
  const place = { file, line: 1, column: 1, repeat }
  if (result?.state === 'fail' || happened !== undefined) {
    const told = happened ?? result?.errors?.[0]?.message ?? 'it failed'
    return { verdict: 'fail', failure: { expected: 'the test to pass', happened: told, ...place, isAbsent: false } }
  }
  if (result?.state === 'pass') return { verdict: 'pass' }
  const absent = { expected: 'the test to run', happened: 'it was skipped', ...place, isAbsent: true }
  return { verdict: 'unverified', failure: absent }
}

/** The run of a test whose rig could not come up, because a real part is absent. */
export function absentRun(
  scenario: Scenario,
  { message }: RigError,
  { lane, seed, repeat }: { readonly lane: Lane; readonly seed: number; readonly repeat: string },
): FinishedRun {
  const what = { expected: `the ${lane} lane to come up`, happened: 'a real part is absent', why: message }
  const verdict = 'unverified'
  return {
    verdict,
    steps: [],
    failure: { ...what, file: scenario.path, line: 1, column: 1, repeat, isAbsent: true },
    records: [runRecord(scenario, lane, seed), { type: 'end', atMs: 0, verdict }],
  }
}
