import { describe, expect, test } from 'vitest'
import { junitXml } from '../../../rigs/evidence/junit.ts'
import type { Result } from '../../../rigs/evidence/result.ts'
import { aFailure, aResult, aStep } from './a-result.ts'
import { faultsBySchema, xmllintMissing } from './xmllint.ts'

const SCHEMA = 'fixtures/junit/jenkins-junit.xsd'
const NASTY = ['<&>"\'', ']]>', 'a\nb\tc\r', '\u0000\u0008\u000b\ufffe', '\ud800 half', 'Tür 🚪', '-->', '\u202e', '']
const QUARANTINE = { reason: 'P-35 is "open" & <known>', until: '2026-12-31' }

const isMissing = (await xmllintMissing()).length > 0

describe.skipIf(isMissing)('a JUnit report is valid by the schema of Jenkins', () => {
  test.for<[string, Partial<Result>]>([
    ['pass', { verdict: 'pass', steps: [aStep('done'), aStep('refused')], durationMs: 123_456_789.9 }],
    ['fail', { steps: [aStep('done'), aStep('failed'), aStep('not-run')], failure: aFailure() }],
    ['fail by an invariant', violated()],
    ['unverified', { verdict: 'unverified', steps: [aStep('absent'), aStep('not-run')], failure: aFailure('x', true) }],
    ['incomplete', { verdict: 'incomplete', steps: [aStep('interrupted'), aStep('not-run')] }],
    ['incomplete from the beginning', { verdict: 'incomplete' }],
    ['quarantined', { steps: [aStep('failed')], failure: aFailure(), quarantine: { ...QUARANTINE, state: 'holds' } }],
    [
      'quarantined and mended',
      { verdict: 'pass', steps: [aStep('done')], quarantine: { ...QUARANTINE, state: 'can-go' } },
    ],
  ])('where the verdict is %s', ([, result]) => {
    expect(faultsBySchema(junitXml(aResult(result)), SCHEMA)).toBe('')
  })

  test.for(NASTY)('where names are %j', (text) => {
    const steps = [aStep('done', text), aStep('failed', text), aStep('absent', text), aStep('not-run', text)]
    const quarantine = { reason: text, until: '2026-12-31', state: 'holds' } as const
    const results = [
      aResult({ steps, failure: aFailure(text) }, text),
      aResult({ steps, failure: aFailure(text), quarantine }, text),
    ]
    for (const result of results) expect(faultsBySchema(junitXml(result), SCHEMA)).toBe('')
  })

  test('where there are 10,000 steps', () => {
    const steps = Array.from({ length: 10_000 }, () => aStep('done'))
    expect(faultsBySchema(junitXml(aResult({ verdict: 'pass', steps })), SCHEMA)).toBe('')
  })

  test('and one with an attribute too many is not', () => {
    const xml = junitXml(aResult({ steps: [aStep('done')] })).replace('<testsuites ', '<testsuites skipped="1" ')
    expect(faultsBySchema(xml, SCHEMA)).toContain("The attribute 'skipped' is not allowed")
  })
})

function violated(): Partial<Result> {
  const failure = aFailure()
  const checked = [{ invariant: 'I8', sentence: 'x' }]
  const invariants = { checked, violated: [{ ...failure, invariant: 'I8' }], unasked: ['home: no power'] }
  return { steps: [aStep('done')], failure, invariants }
}
