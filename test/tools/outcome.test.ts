import { describe, expect, test } from 'vitest'
import {
  couldNotPrepare,
  couldNotRun,
  lackingParts,
  type Outcome,
  outcomeOf,
  type Report,
} from '../../scripts/suites/outcome.ts'
import { type Row, tableOf, totalOf, unverifiedOf } from '../../scripts/suites/table.ts'

/** A report of one file: its tests by status, and what is wrong with the file itself. */
function report(statuses: string[], fault = ''): Report {
  const status = fault !== '' || statuses.includes('failed') ? 'failed' : 'passed'
  const assertionResults = statuses.map((one, index) => ({ fullName: `test ${index + 1}`, status: one }))
  return { testResults: [{ name: 'a.test.ts', status, message: fault, assertionResults }] }
}

const row = (suite: string, outcome: Outcome): Row => ({ suite, seconds: 1.23, outcome })

describe('outcomeOf()', () => {
  test.for<[string, number | null, Report | undefined, Partial<Outcome>]>([
    ['every test passed', 0, report(['passed', 'passed']), { result: 'passed', passed: 2, failed: 0, notes: [] }],
    ['a test failed', 1, report(['passed', 'failed']), { result: 'failed', passed: 1, failed: 1, notes: [] }],
    ['a test was skipped', 0, report(['passed', 'skipped']), { result: 'passed', skipped: 1, unverified: ['test 2'] }],
    ['every test was skipped', 0, report(['pending', 'todo']), { result: 'not run', passed: 0, failed: 0, skipped: 2 }],
    [
      'a file could not be loaded',
      1,
      report([], 'no such module\n at x'),
      { failed: 1, notes: ['a.test.ts: no such module'] },
    ],
    ['there were no tests', 1, { testResults: [] }, { result: 'failed', failed: 1, notes: ['has no tests'] }],
    ['there were no tests, and it was called green', 0, { testResults: [] }, { result: 'failed', failed: 1 }],
    [
      'all passed but the run did not',
      1,
      report(['passed']),
      { failed: 1, notes: ['vitest ended with 1, though no test failed'] },
    ],
    ['it wrote no report', 3, undefined, { failed: 1, notes: ['vitest ended with 3 and wrote no report'] }],
    ['it was ended', null, undefined, { failed: 1, notes: ['did not end in time'] }],
  ])('%s', ([, exitCode, one, expected]) => {
    expect(outcomeOf({ exitCode, report: one })).toMatchObject(expected)
  })

  test('a suite whose parts are missing is a failure only where all were promised', () => {
    expect(couldNotRun(['no pcscd'], false)).toMatchObject({ result: 'not run', failed: 0, skipped: 1 })
    expect(couldNotRun(['no pcscd'], true)).toMatchObject({ result: 'failed', failed: 1, skipped: 0 })
  })
})

describe('the table', () => {
  const rows = [
    row('unit', outcomeOf({ exitCode: 0, report: report(['passed', 'skipped']) })),
    row('hardware', couldNotRun(['pcscd is missing: apt-get install pcscd'], false)),
    row('clients', couldNotPrepare('make build failed')),
  ]

  test('has a line for each suite, and below it what it lacks', () => {
    expect(tableOf(rows).split('\n')).toEqual([
      'suite     result   passed  failed  skipped   time',
      'unit      passed        1       0        1  1.2 s',
      'hardware  not run       -       -        1  1.2 s',
      '    pcscd is missing: apt-get install pcscd',
      'clients   failed        0       1        0  1.2 s',
      '    make build failed',
    ])
  })

  test('is followed by what was not verified, and by the sum of all suites', () => {
    expect(unverifiedOf(rows)).toEqual(['unverified  unit: test 2'])
    expect(totalOf(rows)).toBe('1 passed, 1 failed, 2 skipped')
  })
})

describe('lackingParts()', () => {
  const ran = outcomeOf({ exitCode: 0, report: report(['passed', 'skipped']) })

  test('leaves a suite that lacks nothing as it is', () => {
    expect(lackingParts(ran, [], true)).toBe(ran)
  })

  test('says what is lacking, and is a failure only where every part was promised', () => {
    expect(lackingParts(ran, ['no xmllint'], false)).toEqual({ ...ran, notes: ['no xmllint'] })
    expect(lackingParts(ran, ['no xmllint'], true)).toEqual({
      ...ran,
      result: 'failed',
      failed: 1,
      notes: ['no xmllint'],
    })
  })
})
