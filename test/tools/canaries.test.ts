import { describe, expect, test } from 'vitest'
import { survivorsOf } from '../../scripts/suites/canaries.ts'
import type { Ended } from '../../scripts/suites/outcome.ts'

const UNIT = { canary: 'unit', suite: 'unit' }
const DEAD = {
  fullName: 'x',
  status: 'failed',
  failureMessages: ['AssertionError: canary of unit: expected 1 to be 2'],
}

function ended(
  assertionResults: (typeof DEAD)[],
  exitCode: number | null = 1,
  name = '/x/test/canary/unit.test.ts',
): Ended {
  return { exitCode, report: { testResults: [{ name, status: 'failed', message: '', assertionResults }] } }
}

describe('survivorsOf()', () => {
  test('is nobody where every canary failed for its reason', () => {
    expect(survivorsOf([UNIT], ended([DEAD]))).toEqual([])
  })

  test.for<[string, Ended]>([
    ['passed', ended([{ ...DEAD, status: 'passed', failureMessages: [] }])],
    ['was skipped', ended([{ ...DEAD, status: 'skipped' }])],
    ['failed for another reason', ended([{ ...DEAD, failureMessages: ['no such module'] }])],
    ['failed in one test of two', ended([DEAD, { ...DEAD, status: 'passed' }])],
    ['was not run', ended([], 1)],
    ['was another', ended([DEAD], 1, '/x/test/canary/rig.test.ts')],
    ['failed in a run that calls itself green', ended([DEAD], 0)],
    ['left no report', { exitCode: 1, report: undefined }],
    ['did not end', { exitCode: null, report: undefined }],
  ])('is a canary that %s', ([, run]) => {
    expect(survivorsOf([UNIT], run)).toEqual([UNIT])
  })
})
